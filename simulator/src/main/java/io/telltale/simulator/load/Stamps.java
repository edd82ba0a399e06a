package io.telltale.simulator.load;

import io.telltale.simulator.stack.Telemetry;
import java.nio.charset.StandardCharsets;

/**
 * The readings of a message, as JSON: an explicit time, and in every metric the device's message number, by which a stored
 * reading tells which one it is; a {@link Wave} may lift it. Times follow from the schedule, so a message can be told and made again at any time; within a
 * series they are strictly increasing.
 */
record Stamps(Schedule schedule, long startMicros, int readingsPerMessage, Wave wave) {

    static final String METRIC = "m";

    Stamps(Schedule schedule, long startMicros, int readingsPerMessage) {
        this(schedule, startMicros, readingsPerMessage, Wave.NONE);
    }

    /** Microseconds since the epoch at which the message is due. */
    long micros(long message) {
        return startMicros + schedule.dueNanos(message) / 1000;
    }

    byte[] payload(long message, long sequence) {
        StringBuilder json = new StringBuilder(48 + 24 * readingsPerMessage);
        json.append("{\"ts\":\"").append(Telemetry.time(micros(message))).append('"');
        for (int i = 0; i < readingsPerMessage; i++) {
            json.append(",\"")
                    .append(METRIC)
                    .append(i)
                    .append("\":")
                    .append(wave.value(schedule.deviceOf(message), sequence));
        }
        return json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
