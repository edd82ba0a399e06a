package io.telltale.alerting.delivery;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which headers of its own an endpoint may ask for. */
public final class CustomHeaders {

    private static final int MOST = 20;
    private static final int MAX_NAME = 100;
    private static final int MAX_VALUE = 4_096;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

    /** Those that make the message what it is; the HTTP client or we set them. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "via");

    private static final String OUR_PREFIX = "webhook-";
    private static final String PROXY_PREFIX = "proxy-";

    private CustomHeaders() {}

    /**
     * Checks names and values.
     *
     * @throws IllegalArgumentException saying in words for the operator what is wrong, without a value
     */
    public static void check(Map<String, String> headers) {
        if (headers.size() > MOST) {
            throw new IllegalArgumentException("must be at most " + MOST);
        }
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("has a name that no header can have");
            }
            String lower = name.toLowerCase(Locale.ROOT);
            if (OURS.contains(lower) || lower.startsWith(OUR_PREFIX) || lower.startsWith(PROXY_PREFIX)) {
                throw new IllegalArgumentException("must not set '" + name + "': it is ours");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("names '" + name + "' twice");
            }
            if (value.length() > MAX_VALUE || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("has a value for '" + name + "' that no header can have: 1 to "
                        + MAX_VALUE + " printable characters of ASCII");
            }
        });
    }
}
