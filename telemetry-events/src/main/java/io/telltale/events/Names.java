package io.telltale.events;

/**
 * The one rule for names of tenants, devices and metrics: {@code [A-Za-z0-9][A-Za-z0-9_-]{0,63}}.
 *
 * <p>A name that follows it is at once a safe MQTT topic level, NATS subject token and key of the device bucket, so none
 * of them ever needs escaping.
 */
public final class Names {

    /** Longest name, in characters. */
    public static final int MAX_LENGTH = 64;

    /** The tenant of whoever names none. */
    public static final String DEFAULT_TENANT = "default";

    private Names() {}

    /** Whether {@code name} may name a tenant, device or metric. */
    public static boolean valid(String name) {
        int length = name.length();
        if (length == 0 || length > MAX_LENGTH || !alphanumeric(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = name.charAt(i);
            if (!alphanumeric(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /**
     * The name itself, when it is valid.
     *
     * @throws IllegalArgumentException naming {@code what}, the offending name and the rule
     */
    public static String require(String what, String name) {
        if (!valid(name)) {
            throw new IllegalArgumentException(
                    what + " '" + name + "' must be 1 to 64 of A-Z a-z 0-9 _ - and begin with a letter or digit");
        }
        return name;
    }

    private static boolean alphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
