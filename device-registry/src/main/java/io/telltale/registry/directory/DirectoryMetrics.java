package io.telltale.registry.directory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;

/** The keeper's metrics, all there from the start; their meaning is in the module's README. */
@ApplicationScoped
class DirectoryMetrics implements Reconciliation.Mended {

    private final Counter published;
    private final Counter comparisons;
    private final Counter right;
    private final Counter missing;
    private final Counter wrong;
    private final Counter orphan;
    private final Counter databaseFailures;
    private final Counter natsFailures;
    private final Counter bugs;

    DirectoryMetrics(MeterRegistry registry, KeeperState state) {
        published = registry.counter("registry.changes.published");
        comparisons = registry.counter("registry.comparisons.finished");
        right = registry.counter("registry.entries.compared", "outcome", "right");
        missing = registry.counter("registry.entries.compared", "outcome", "missing");
        wrong = registry.counter("registry.entries.compared", "outcome", "wrong");
        orphan = registry.counter("registry.entries.compared", "outcome", "orphan");
        databaseFailures = registry.counter("registry.directory.failed", "reason", "database");
        natsFailures = registry.counter("registry.directory.failed", "reason", "nats");
        bugs = registry.counter("registry.directory.failed", "reason", "bug");
        Gauge.builder("registry.changes.pending", state, KeeperState::pending).register(registry);
        Gauge.builder("registry.directory.leading", state, s -> s.leading() ? 1 : 0)
                .register(registry);
    }

    void published(int changes) {
        published.increment(changes);
    }

    void comparisonFinished() {
        comparisons.increment();
    }

    void failed(Exception cause) {
        switch (cause) {
            case SQLException e -> databaseFailures.increment();
            case IOException e -> natsFailures.increment();
            default -> bugs.increment();
        }
    }

    @Override
    public void right(int devices) {
        right.increment(devices);
    }

    @Override
    public void missing(int devices) {
        missing.increment(devices);
    }

    @Override
    public void wrong(int devices) {
        wrong.increment(devices);
    }

    @Override
    public void orphan(int keys) {
        orphan.increment(keys);
    }
}
