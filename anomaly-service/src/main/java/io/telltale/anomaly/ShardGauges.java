package io.telltale.anomaly;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.events.shards.ShardHealth;
import io.telltale.events.shards.ShardIntake;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What the shards of this replica have before them, as metrics that are called the same in every service that has shards. */
final class ShardGauges {

    private final Supplier<Optional<ShardIntake>> intake;
    private final Duration stalledAfter;

    ShardGauges(Supplier<Optional<ShardIntake>> intake, Duration stalledAfter) {
        this.intake = intake;
        this.stalledAfter = stalledAfter;
    }

    void register(MeterRegistry registry, String service) {
        gauge(registry, service, "telltale.shards.owned", g -> g.shards().size());
        gauge(registry, service, "telltale.shards.stalled", g -> g.stalled().size());
        gauge(registry, service, "telltale.shards.pending", g -> g.shards().stream()
                .mapToLong(ShardHealth::pending)
                .sum());
        gauge(registry, service, "telltale.shards.backlog.age.seconds", ShardGauges::oldestSeconds);
        FunctionCounter.builder(
                        "telltale.shards.fenced",
                        this,
                        g -> g.intake.get().map(ShardIntake::fenced).orElse(0L))
                .tag("service", service)
                .register(registry);
    }

    /** The shards of this replica; none while NATS was not reached yet. */
    List<ShardHealth> shards() {
        return intake.get().map(ShardIntake::health).orElse(List.of());
    }

    /** Those with work that is not done. */
    List<ShardHealth> stalled() {
        Instant now = Instant.now();
        return shards().stream().filter(s -> s.stalled(now, stalledAfter)).toList();
    }

    private double oldestSeconds() {
        Instant now = Instant.now();
        return shards().stream()
                .mapToDouble(s -> s.backlogAge(now).toMillis() / 1e3)
                .max()
                .orElse(0);
    }

    private void gauge(MeterRegistry registry, String service, String name, ToDoubleFunction<ShardGauges> value) {
        Gauge.builder(name, this, value).tag("service", service).register(registry);
    }
}
