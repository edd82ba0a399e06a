package io.telltale.ingest.deadletter;

import io.telltale.events.Reading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One reading inside a letter, as operators see it. */
record ReadingView(String tenant, String device, String metric, Instant time, double value) {

    private static final int MOST = 100;

    /** The first hundred of many. */
    static List<ReadingView> first(List<Reading> readings) {
        return readings.stream()
                .limit(MOST)
                .map(reading -> new ReadingView(
                        reading.tenant(),
                        reading.device(),
                        reading.metric(),
                        Instant.EPOCH.plus(reading.micros(), ChronoUnit.MICROS),
                        reading.value()))
                .toList();
    }
}
