package io.telltale.simulator.mqtt;

/** MQTT 5 reason codes (and the return codes of 3.1.1) in words, as in MQTT 5.0 section 2.4. */
public final class ReasonCode {

    private ReasonCode() {}

    /** The code and its name, such as {@code 0x87 not authorized}. */
    public static String of(int code) {
        return "0x%02x %s".formatted(code, name(code));
    }

    private static String name(int code) {
        return switch (code) {
            case 0x00 -> "success";
            case 0x01 -> "unacceptable protocol version";
            case 0x02 -> "client identifier rejected";
            case 0x03 -> "server unavailable";
            case 0x04 -> "bad user name or password";
            case 0x05 -> "not authorized";
            case 0x80 -> "unspecified error";
            case 0x81 -> "malformed packet";
            case 0x82 -> "protocol error";
            case 0x83 -> "implementation specific error";
            case 0x84 -> "unsupported protocol version";
            case 0x85 -> "client identifier not valid";
            case 0x86 -> "bad user name or password";
            case 0x87 -> "not authorized";
            case 0x88 -> "server unavailable";
            case 0x89 -> "server busy";
            case 0x8a -> "banned";
            case 0x90 -> "topic name invalid";
            case 0x91 -> "packet identifier in use";
            case 0x92 -> "packet identifier not found";
            case 0x95 -> "packet too large";
            case 0x97 -> "quota exceeded";
            case 0x99 -> "payload format invalid";
            case 0x9b -> "QoS not supported";
            default -> "other reason";
        };
    }
}
