package io.telltale.simulator.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The readings of a message, as JSON: an explicit time, and in every metric the device's message number, by which a stored
 * reading tells which one it is. Times follow from the schedule, so a message can be told and made again at any time; within a
 * series they are strictly increasing.
 */
record Stamps(Schedule schedule, long startMicros, int readingsPerMessage) {

    static final String METRIC = "m";

    private static final long MICROS = 1_000_000L;

    /** Microseconds since the epoch at which the message is due. */
    long micros(long message) {
        return startMicros + schedule.dueNanos(message) / 1000;
    }

    byte[] payload(long message, long sequence) {
        StringBuilder json = new StringBuilder(48 + 24 * readingsPerMessage);
        json.append("{\"ts\":\"").append(rfc3339(micros(message))).append('"');
        for (int i = 0; i < readingsPerMessage; i++) {
            json.append(",\"").append(METRIC).append(i).append("\":").append(sequence);
        }
        return json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 3339 to the microsecond. */
    static String rfc3339(long micros) {
        String text = Instant.ofEpochSecond(micros / MICROS).toString();
        String fraction = Long.toString(MICROS + micros % MICROS);
        return text.substring(0, text.length() - 1) + '.' + fraction.substring(1) + 'Z';
    }
}
