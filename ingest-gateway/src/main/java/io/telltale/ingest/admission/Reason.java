package io.telltale.ingest.admission;

/**
 * Why something a device sent is not a reading. A closed list: each reason is a metric tag, the last token of a dead
 * letter's subject, the reason a sender reads, and a row in the module's README.
 */
public enum Reason {
    /** The topic is not {@code telemetry/{tenant}/{device}} or {@code telemetry/{tenant}/{device}/{metric}}. */
    BAD_TOPIC("bad-topic"),
    /** The topic belongs to a device for which the sender may not speak. */
    NOT_YOUR_TOPIC("not-your-topic"),
    /** No such device is registered. */
    UNKNOWN_DEVICE("unknown-device"),
    /** The device is registered and switched off. */
    DEVICE_DISABLED("device-disabled"),
    /** The payload holds no value at all. */
    EMPTY("empty"),
    /** The payload has more bytes than are taken. */
    TOO_LARGE("too-large"),
    /** The payload has more values than are taken in one message. */
    TOO_MANY_VALUES("too-many-values"),
    /** The payload is not UTF-8. */
    INVALID_UTF8("invalid-utf8"),
    /** The payload is not JSON, names a key twice, or is nested too deep. */
    MALFORMED_JSON("malformed-json"),
    /** The payload begins like CBOR and is not CBOR. */
    MALFORMED_CBOR("malformed-cbor"),
    /** A metric's name breaks the rule for names. */
    INVALID_NAME("invalid-name"),
    /** A value is neither a number nor a boolean. */
    UNSUPPORTED_VALUE("unsupported-value"),
    /** A value is NaN, infinite, or beyond what a double holds. */
    NOT_FINITE("not-finite"),
    /** A timestamp cannot be read or lies outside the years 2000 to 2100. */
    BAD_TIMESTAMP("bad-timestamp"),
    /** The device has used as many names of metrics as a device may. */
    TOO_MANY_METRICS("too-many-metrics"),
    /** The devices of the tenant together have used as many names of metrics as they may. */
    TOO_MANY_SERIES("too-many-series");

    private final String label;

    Reason(String label) {
        this.label = label;
    }

    /** The reason as it is spelled in metrics, subjects and answers. */
    public String label() {
        return label;
    }
}
