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

    private static final byte STRANGE = 0;
    private static final byte WITHIN = 1;
    private static final byte ALPHANUMERIC = 2;

    /** By character, since every name of every reading is looked at several times on its way. */
    private static final byte[] KINDS = kinds();

    private Names() {}

    /** Whether {@code name} may name a tenant, device or metric. */
    public static boolean valid(String name) {
        int length = name.length();
        if (length == 0 || length > MAX_LENGTH || kind(name.charAt(0)) != ALPHANUMERIC) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (kind(name.charAt(i)) == STRANGE) {
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

    private static byte kind(char c) {
        return c < KINDS.length ? KINDS[c] : STRANGE;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte['z' + 1];
        kinds['_'] = WITHIN;
        kinds['-'] = WITHIN;
        for (char c = 0; c < kinds.length; c++) {
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
                kinds[c] = ALPHANUMERIC;
            }
        }
        return kinds;
    }
}
