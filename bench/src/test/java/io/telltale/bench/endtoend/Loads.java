package io.telltale.bench.endtoend;

import io.telltale.bench.endtoend.LoadResult.Latency;
import io.telltale.bench.endtoend.LoadResult.Times;
import java.util.Map;

/** Loads as they might have been measured. */
final class Loads {

    private Loads() {}

    /** Ten seconds at that rate, all acknowledged, and stored so many milliseconds later. */
    static LoadResult load(double achieved, long behindMillis) {
        long readings = Math.round(achieved * 10);
        return new LoadResult(
                readings,
                readings,
                0,
                0,
                readings,
                0,
                0,
                achieved,
                new Times(1_000, 11_000, 11_000 + behindMillis),
                new Latency(readings, 10, 20, 30, 40),
                new Latency(100, 50, 60, 70, 80));
    }

    static Measured measured(int readingsPerMessage, String step, double asked, LoadResult load) {
        return new Measured(
                readingsPerMessage,
                step,
                asked,
                load,
                Map.of("ingest-gateway", 8.5, "postgresql", 6.0),
                Map.of("ingest-gateway", 300_000_000L));
    }
}
