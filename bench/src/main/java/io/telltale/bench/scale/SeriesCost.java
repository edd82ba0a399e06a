package io.telltale.bench.scale;

import io.telltale.bench.endtoend.Platform;
import io.telltale.bench.endtoend.Sampler;
import io.telltale.bench.endtoend.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reading costs behind the stream when it belongs to one of so many series.
 *
 * @param readings stored while it was measured
 * @param storedRate readings a second, from the first one published until the last one was stored
 * @param cpuPerMillion seconds of each process for a million readings
 * @param heapPerSeries of anomaly-service, reachable after a full collection, in bytes
 * @param residentBytes most of each process
 */
record SeriesCost(
        int series,
        long readings,
        double storedRate,
        Map<String, Double> cpuPerMillion,
        long heapPerSeries,
        Map<String, Long> residentBytes) {

    private static final String SERVICE = "anomaly-service";
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
    private static final Duration GLANCE = Duration.ofMillis(100);

    SeriesCost {
        cpuPerMillion = Map.copyOf(cpuPerMillion);
        residentBytes = Map.copyOf(residentBytes);
    }

    static SeriesCost measure(Platform platform, int series, double rate, Duration time) throws Exception {
        Endpoints endpoints = Endpoints.of(platform);
        Jvm service = new Jvm(platform.pid(SERVICE));
        long heapBefore = service.liveBytes();
        try (SeriesLoad load = new SeriesLoad(endpoints.nats(), series)) {
            double before = stored(endpoints);
            before += awaitStored(endpoints, before, load.publish(rate, WARM_UP));
            Sampler sampler = new Sampler(platform.processes());
            long began = System.currentTimeMillis();
            long readings = load.publish(rate, time);
            awaitStored(endpoints, before, readings);
            long ended = System.currentTimeMillis();
            List<Usage> samples = sampler.stop();
            Map<String, Double> cost = new HashMap<>();
            Usage.cpuBetween(samples, began, ended)
                    .forEach((process, seconds) -> cost.put(process, seconds * 1e6 / readings));
            return new SeriesCost(
                    series,
                    readings,
                    readings * 1000d / (ended - began),
                    cost,
                    (service.liveBytes() - heapBefore) / series,
                    Usage.mostResident(samples));
        }
    }

    /** Waits until so many more are stored than before; how many that were. */
    private static double awaitStored(Endpoints endpoints, double before, long readings)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        double more = 0;
        while (more < readings) {
            if (System.nanoTime() > until) {
                throw new IOException("stored only " + (long) more + " of " + readings
                        + " readings: is there room for that many series?");
            }
            Thread.sleep(GLANCE);
            more = stored(endpoints) - before;
        }
        return more;
    }

    private static double stored(Endpoints endpoints) throws IOException, InterruptedException {
        return endpoints.metric(SERVICE, "anomaly_readings_processed_total", "\"stored\"");
    }
}
