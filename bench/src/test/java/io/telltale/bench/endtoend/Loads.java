package io.telltale.bench.endtoend;

import io.telltale.bench.endtoend.LoadResult.Latency;
import io.telltale.bench.endtoend.LoadResult.Times;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Loads as they might have been measured. */
final class Loads {

    private Loads() {}

    /** Ten seconds at that rate, all acknowledged, and stored so many milliseconds later. */
    static LoadResult load(double achieved, long behindMillis) {
        return load(achieved, behindMillis, Collections.nCopies(10, 50.0));
    }

    /** The same, stored at once in the end, with that median age in each tenth. */
    static LoadResult load(double achieved, List<Double> storedTenths) {
        return load(achieved, 0, storedTenths);
    }

    private static LoadResult load(double achieved, long behindMillis, List<Double> storedTenths) {
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
                new Latency(100, 50, 60, 70, 80),
                storedTenths);
    }

    static Measured measured(Case what, String step, double asked, LoadResult load) {
        return new Measured(
                what,
                step,
                asked,
                load,
                null,
                Map.of("ingest-gateway", 8.5, "postgresql", 6.0),
                Map.of("ingest-gateway", 300L << 20),
                290L << 20);
    }
}
