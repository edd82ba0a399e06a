package io.telltale.alerting.intake;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.events.shards.ShardHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What this replica has before it, as metrics that are called the same in every service that has shards; and its findings. */
public final class ShardGauges {

    private static final String SERVICE = "alerting-service";

    private final Supplier<Optional<RuleIntake>> intake;
    private final Duration stalledAfter;

    /**
     * Gauges of an intake that may not be there yet.
     *
     * @param stalledAfter standstill with work waiting after which a shard counts as stalled
     */
    public ShardGauges(Supplier<Optional<RuleIntake>> intake, Duration stalledAfter) {
        this.intake = intake;
        this.stalledAfter = stalledAfter;
    }

    /** Makes all series; they tell zero until there is an intake. */
    public void register(MeterRegistry registry) {
        gauge(registry, "telltale.shards.owned", g -> g.shards().size());
        gauge(registry, "telltale.shards.stalled", ShardGauges::stalled);
        gauge(registry, "telltale.shards.pending", g -> g.shards().stream()
                .mapToLong(ShardHealth::pending)
                .sum());
        gauge(registry, "telltale.shards.backlog.age.seconds", ShardGauges::oldestSeconds);
        FunctionCounter.builder(
                        "telltale.shards.fenced",
                        this,
                        g -> g.intake.get().map(RuleIntake::fenced).orElse(0L))
                .tag("service", SERVICE)
                .register(registry);
        Gauge.builder(
                        "alerting.findings.pending",
                        this,
                        g -> g.intake.get().map(RuleIntake::findingsPending).orElse(0L))
                .register(registry);
    }

    private List<ShardHealth> shards() {
        return intake.get().map(RuleIntake::health).orElse(List.of());
    }

    private double stalled() {
        Instant now = Instant.now();
        return shards().stream().filter(s -> s.stalled(now, stalledAfter)).count();
    }

    private double oldestSeconds() {
        Instant now = Instant.now();
        return shards().stream()
                .mapToDouble(s -> s.backlogAge(now).toMillis() / 1e3)
                .max()
                .orElse(0);
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<ShardGauges> value) {
        Gauge.builder(name, this, value).tag("service", SERVICE).register(registry);
    }
}
