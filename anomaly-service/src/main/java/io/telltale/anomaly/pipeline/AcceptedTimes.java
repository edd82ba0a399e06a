package io.telltale.anomaly.pipeline;

import java.time.Duration;

/**
 * Which measuring times are believed, by the time the gateway took the batch: judged again after a crash, the same
 * reading gets the same verdict.
 *
 * @param past how old a reading may be; every day of it may cost a chunk of the table
 * @param ahead how far in the future
 */
public record AcceptedTimes(Duration past, Duration ahead) {

    boolean accept(long micros, long receivedMicros) {
        long age = receivedMicros - micros;
        boolean overflow = ((receivedMicros ^ micros) & (receivedMicros ^ age)) < 0;
        return !overflow && age <= micros(past) && age >= -micros(ahead);
    }

    private static long micros(Duration duration) {
        return duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1_000;
    }
}
