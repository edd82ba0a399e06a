package io.telltale.alerting.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label, as in {@code severity="critical"} or {@code site=~"north|south"}. A label that is missing counts
 * as empty. Regular expressions are RE2's and match the whole value, in time linear in its length whatever they are.
 */
public final class Matcher {

    /** Longest name of a label, in characters. */
    public static final int MAX_NAME = 64;

    /** Longest value or expression, in characters. */
    public static final int MAX_VALUE = 1_024;

    private static final java.util.regex.Pattern WRITTEN =
            java.util.regex.Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_.-]*)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*");

    private final String name;
    private final Op op;
    private final String value;
    private final @Nullable Pattern pattern;

    /** How the label's value is compared. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        MATCHES_NOT("!~");

        private final String symbol;

        Op(String symbol) {
            this.symbol = symbol;
        }

        static Op of(String symbol) {
            for (Op op : values()) {
                if (op.symbol.equals(symbol)) {
                    return op;
                }
            }
            throw new IllegalArgumentException(symbol);
        }

        /** The operator of a matcher in Alertmanager's API. */
        public static Op of(boolean regex, boolean equal) {
            return regex ? (equal ? MATCHES : MATCHES_NOT) : (equal ? EQUAL : NOT_EQUAL);
        }
    }

    /**
     * A matcher.
     *
     * @param field what to blame
     * @throws InvalidRoutingException when the expression is none, or something is too long
     */
    public Matcher(String field, String name, Op op, String value) {
        if (name.isEmpty() || name.length() > MAX_NAME || value.length() > MAX_VALUE) {
            throw new InvalidRoutingException(
                    field, "must have a name of 1 to " + MAX_NAME + " characters and a value of at most " + MAX_VALUE);
        }
        this.name = name;
        this.op = op;
        this.value = value;
        this.pattern = op == Op.MATCHES || op == Op.MATCHES_NOT ? compile(field, value) : null;
    }

    private static Pattern compile(String field, String expression) {
        try {
            return Pattern.compile("(?s)^(?:" + expression + ")$");
        } catch (PatternSyntaxException e) {
            throw new InvalidRoutingException(
                    field, "is no regular expression (RE2): " + e.getDescription() + " in '" + expression + "'");
        }
    }

    /** Reads a matcher as it is written in Alertmanager's configuration. */
    public static Matcher parse(String field, String written) {
        java.util.regex.Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new InvalidRoutingException(
                    field, "must be like severity=\"critical\", with =, !=, =~ or !~, but is '" + written + "'");
        }
        MatchResult found = parts.toMatchResult();
        return new Matcher(field, found.group(1), Op.of(found.group(2)), unquoted(field, found.group(3)));
    }

    private static String unquoted(String field, String value) {
        boolean opens = value.startsWith("\"");
        boolean closes = value.length() > 1 && value.endsWith("\"");
        if (opens != closes) {
            throw new InvalidRoutingException(field, "has a quotation mark without its partner: " + value);
        }
        return opens ? unescaped(value.substring(1, value.length() - 1)) : value;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(escaped == 'n' ? "\n" : escaped == '"' || escaped == '\\' ? "" + escaped : "\\" + escaped);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Whether these labels fulfil it. */
    public boolean matches(Map<String, String> labels) {
        String actual = labels.getOrDefault(name, "");
        return switch (op) {
            case EQUAL -> actual.equals(value);
            case NOT_EQUAL -> !actual.equals(value);
            case MATCHES -> found(actual);
            case MATCHES_NOT -> !found(actual);
        };
    }

    private boolean found(String actual) {
        return pattern != null && pattern.matches(actual);
    }

    /** Whether these labels fulfil all of them. */
    public static boolean all(List<Matcher> matchers, Map<String, String> labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** The label. */
    public String name() {
        return name;
    }

    /** How it is compared. */
    public Op op() {
        return op;
    }

    /** With what: a value or an expression. */
    public String value() {
        return value;
    }

    /** As it is written, such as {@code severity="critical"}. */
    @Override
    public String toString() {
        return name
                + op.symbol
                + '"'
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + '"';
    }
}
