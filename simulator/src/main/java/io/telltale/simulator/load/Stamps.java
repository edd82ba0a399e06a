package io.telltale.simulator.load;

import java.nio.charset.StandardCharsets;

/**
 * The readings of a message, as JSON: an explicit time, and in every metric the number of the device's sample, by which a stored
 * reading tells which one it is; a {@link Wave} may lift it. The parts of a sample have its time and number in common and carry
 * one metric after the other. Times follow from the schedule, so a message can be told and made again at any time; within a series
 * they are strictly increasing.
 */
record Stamps(Schedule schedule, long startMicros, int readingsPerMessage, Wave wave) {

    private static final String METRIC = "m";
    private static final byte[] HEAD = "{\"ts\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY = (",\"" + METRIC).getBytes(StandardCharsets.US_ASCII);

    Stamps(Schedule schedule, long startMicros, int readingsPerMessage) {
        this(schedule, startMicros, readingsPerMessage, Wave.NONE);
    }

    /** The name of a device's metric, counted from 0. */
    static String metric(int index) {
        return METRIC + index;
    }

    /** Microseconds since the epoch at which the message is due. */
    long micros(long message) {
        return startMicros + schedule.dueNanos(message) / 1000;
    }

    /** Made by hand: at a hundred thousand messages a second anything else costs more than sending them. */
    byte[] payload(long message) {
        long value = wave.value(schedule.deviceOf(message), schedule.sampleOf(message));
        int first = schedule.partOf(message) * readingsPerMessage;
        int digits = Digits.count(value);
        int size = HEAD.length + Digits.TIME + 2;
        for (int metric = first; metric < first + readingsPerMessage; metric++) {
            size += KEY.length + Digits.count(metric) + 2 + digits;
        }
        byte[] json = new byte[size];
        int at = Digits.copy(HEAD, json, 0);
        at = Digits.time(micros(message), json, at);
        json[at++] = '"';
        for (int metric = first; metric < first + readingsPerMessage; metric++) {
            at = Digits.copy(KEY, json, at);
            at = Digits.write(metric, json, at);
            json[at++] = '"';
            json[at++] = ':';
            at = Digits.write(value, json, at);
        }
        json[at] = '}';
        return json;
    }
}
