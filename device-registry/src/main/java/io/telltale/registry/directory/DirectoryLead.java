package io.telltale.registry.directory;

import io.telltale.registry.RegistryConfig;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What the leading replica does, turn by turn: publish the changes that wait; when none does and a comparison is due,
 * compare one page; else rest until woken. Confined to the keeper's thread.
 */
final class DirectoryLead implements AutoCloseable {

    private final DirectoryTable table;
    private final DirectoryBucket bucket;
    private final RegistryConfig.Directory config;
    private final DirectoryMetrics metrics;
    private final KeeperState state;
    private final Alarm alarm;
    private final ChangePublisher publisher;
    private final ProfilePublisher profiles;
    private final long reconnects;

    /** The first comparison is due at once: nobody knows what happened while nobody led. */
    private long compareAt = System.nanoTime();

    private Optional<Reconciliation> comparison = Optional.empty();

    DirectoryLead(
            DirectoryTable table,
            DirectoryBucket bucket,
            RegistryConfig.Directory config,
            DirectoryMetrics metrics,
            KeeperState state,
            Alarm alarm) {
        this.table = table;
        this.bucket = bucket;
        this.config = config;
        this.metrics = metrics;
        this.state = state;
        this.alarm = alarm;
        this.publisher = new ChangePublisher(table, bucket, config.batch());
        this.profiles = new ProfilePublisher(table, bucket.profiles(), config.batch());
        this.reconnects = bucket.reconnects();
    }

    /** Goes on until told to end, or until NATS was lost: what comes back may have another bucket, so whoever leads then begins anew. */
    void follow() throws SQLException, IOException, InterruptedException {
        while (!alarm.ended() && bucket.reachable() && bucket.reconnects() == reconnects) {
            int published = profiles.publishSome() + publisher.publishSome();
            metrics.published(published);
            state.leads(table.pendingCount());
            boolean compared = compareSome();
            if (published == 0 && !compared) {
                alarm.rest(config.poll());
            }
        }
    }

    @Override
    public void close() {
        comparison.ifPresent(Reconciliation::close);
    }

    private boolean compareSome() throws SQLException, IOException, InterruptedException {
        if (comparison.isEmpty()) {
            if (System.nanoTime() - compareAt < 0) {
                return false;
            }
            profiles.compare();
            comparison = Optional.of(new Reconciliation(table, bucket, config.reconcilePage(), metrics));
        }
        Reconciliation running = comparison.get();
        running.step();
        if (running.finished()) {
            comparison = Optional.empty();
            compareAt = System.nanoTime() + config.reconcileEvery().toNanos();
            metrics.comparisonFinished();
        }
        return true;
    }
}
