package io.telltale.simulator.load;

import java.nio.charset.StandardCharsets;

/**
 * The readings of a message, as JSON: an explicit time, and in every metric the device's message number, by which a stored
 * reading tells which one it is; a {@link Wave} may lift it. Times follow from the schedule, so a message can be told and made again at any time; within a
 * series they are strictly increasing.
 */
record Stamps(Schedule schedule, long startMicros, int readingsPerMessage, Wave wave) {

    static final String METRIC = "m";

    private static final byte[] HEAD = "{\"ts\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY = (",\"" + METRIC).getBytes(StandardCharsets.US_ASCII);

    Stamps(Schedule schedule, long startMicros, int readingsPerMessage) {
        this(schedule, startMicros, readingsPerMessage, Wave.NONE);
    }

    /** Microseconds since the epoch at which the message is due. */
    long micros(long message) {
        return startMicros + schedule.dueNanos(message) / 1000;
    }

    /** Made by hand: at a hundred thousand messages a second anything else costs more than sending them. */
    byte[] payload(long message, long sequence) {
        long micros = micros(message);
        long value = wave.value(schedule.deviceOf(message), sequence);
        int digits = Digits.count(value);
        int size = HEAD.length + Digits.TIME + 2;
        for (int i = 0; i < readingsPerMessage; i++) {
            size += KEY.length + Digits.count(i) + 2 + digits;
        }
        byte[] json = new byte[size];
        int at = Digits.copy(HEAD, json, 0);
        at = Digits.time(micros, json, at);
        json[at++] = '"';
        for (int i = 0; i < readingsPerMessage; i++) {
            at = Digits.copy(KEY, json, at);
            at = Digits.write(i, json, at);
            json[at++] = '"';
            json[at++] = ':';
            at = Digits.write(value, json, at);
        }
        json[at] = '}';
        return json;
    }
}
