package io.telltale.anomaly.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.telltale.anomaly.detect.Detector;
import io.telltale.anomaly.report.Refusal;
import io.telltale.events.ReadingBatch;
import io.telltale.events.shards.ShardBatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the pipeline counts; README.md lists it. Thread-safe, one for all shards; every series exists from the start.
 *
 * <p>{@code anomaly.readings.processed} by outcome adds up to what the shards were handed beyond their progress:
 * received = stored + repeated + parked.
 */
public final class PipelineMetrics {

    private final Counter stored;
    private final Counter repeated;
    private final Map<Refusal, Counter> parked = new EnumMap<>(Refusal.class);
    private final Map<Detector, Counter> found = new EnumMap<>(Detector.class);
    private final Counter received;
    private final Counter late;
    private final Counter withheld;
    private final DistributionSummary batch;
    private final Timer commit;
    private final Timer sinceGateway;
    private final Timer sinceMeasured;

    /** Registers every series. */
    public PipelineMetrics(MeterRegistry registry) {
        received = registry.counter("anomaly.readings.received");
        stored = registry.counter("anomaly.readings.processed", "outcome", "stored");
        repeated = registry.counter("anomaly.readings.processed", "outcome", "repeated");
        Arrays.stream(Refusal.values())
                .forEach(r -> parked.put(r, registry.counter("anomaly.readings.parked", "reason", r.label())));
        Arrays.stream(Detector.values())
                .forEach(d -> found.put(d, registry.counter("anomaly.findings.stored", "detector", d.label())));
        late = registry.counter("anomaly.readings.unscored", "reason", "late");
        withheld = registry.counter("anomaly.findings.withheld");
        batch = DistributionSummary.builder("anomaly.batch.readings").register(registry);
        commit = Timer.builder("anomaly.batch.commit").register(registry);
        sinceGateway = delay(registry, "gateway");
        sinceMeasured = delay(registry, "device");
    }

    private static Timer delay(MeterRegistry registry, String from) {
        return Timer.builder("anomaly.reading.delay")
                .tag("from", from)
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofHours(1))
                .register(registry);
    }

    void received(int readings) {
        received.increment(readings);
    }

    void committed(BisectingStore.Outcome outcome, Duration took) {
        stored.increment(outcome.stored());
        repeated.increment(outcome.repeated());
        batch.record((double) outcome.stored() + outcome.repeated());
        commit.record(took);
    }

    void parked(Refusal reason, int readings) {
        Objects.requireNonNull(parked.get(reason)).increment(readings);
    }

    void found(Detector detector, int findings) {
        Objects.requireNonNull(found.get(detector)).increment(findings);
    }

    /** Findings that only their series' own threshold kept back. */
    void withheld(int findings) {
        withheld.increment(findings);
    }

    void unscored(int readings) {
        late.increment(readings);
    }

    /** From each batch's reaching the gateway, and from the measuring of its last reading, to its commit, which is now. */
    void delays(List<ShardBatch> batches, long nowMicros) {
        for (ShardBatch batch : batches) {
            ReadingBatch readings = batch.readings();
            int last = readings.size() - 1;
            if (last >= 0) {
                sinceGateway.record(Math.max(0, nowMicros - readings.receivedMicros()), TimeUnit.MICROSECONDS);
                sinceMeasured.record(Math.max(0, nowMicros - readings.micros(last)), TimeUnit.MICROSECONDS);
            }
        }
    }
}
