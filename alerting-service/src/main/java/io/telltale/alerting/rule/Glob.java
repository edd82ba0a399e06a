package io.telltale.alerting.rule;

/**
 * A pattern of names or of labels' values: {@code *} stands for any characters, also none, {@code ?} for exactly one.
 *
 * <p>Matching takes at most length of the name times length of the pattern steps: no pattern can make it blow up.
 *
 * @param pattern the pattern as written
 */
public record Glob(String pattern) {

    /** Longest pattern of names, in characters; one of a label's value may be as long as the value. */
    public static final int MAX_LENGTH = 128;

    /** Every name. */
    public static final Glob ANY = new Glob("*");

    public Glob {
        if (pattern.length() > Texts.MAX_LABEL) {
            throw new InvalidRuleException(
                    "selector", "a pattern must have at most " + Texts.MAX_LABEL + " characters");
        }
    }

    /** Makes sure that names of the platform can match it. */
    void requireNames(String field) {
        if (pattern.isEmpty()
                || pattern.length() > MAX_LENGTH
                || !pattern.chars().allMatch(Glob::allowed)) {
            throw new InvalidRuleException(
                    field,
                    "must be 1 to " + MAX_LENGTH + " of A-Z a-z 0-9 _ - and the wildcards * and ?, but is '" + pattern
                            + "'");
        }
    }

    /** Whether only one name matches it: itself. */
    boolean exact() {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** Whether {@code name} matches, as a whole and with the same case. */
    public boolean matches(String name) {
        int n = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                // The last star takes one character more, and what follows it is tried again.
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean allowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '*'
                || c == '?';
    }
}
