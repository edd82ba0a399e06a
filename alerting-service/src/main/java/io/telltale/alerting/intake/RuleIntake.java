package io.telltale.alerting.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.store.AlertStore;
import io.telltale.alerting.store.Transactions;
import io.telltale.alerting.wording.QuteWording;
import io.telltale.events.shards.ShardHealth;
import io.telltale.events.shards.ShardIntake;
import io.telltale.events.shards.ShardProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The front page of judging: what comes in, who judges it, what comes of it.
 *
 * <ul>
 *   <li><b>readings</b> – the lanes of {@code TELEMETRY} that this replica has leased, each in strict order on a thread of
 *       its own: {@link ThresholdShard} judges them by the threshold rules
 *   <li><b>findings</b> – {@code anomaly.>} of {@code EVENTS}, shared by all replicas: {@link AnomalyJudge} judges them by
 *       the anomaly rules
 *   <li><b>rules</b> – {@link RuleCatalog} holds the set that both judge by; a change anywhere is in force everywhere at once
 * </ul>
 *
 * <p>Each {@link io.telltale.alerting.alert.Transition} is committed with its outbox row and the progress; then {@code
 * committed} is called, and only then are the messages acknowledged. Killed at any point, the next owner goes on from the
 * database and comes to the same alerts.
 */
public final class RuleIntake implements AutoCloseable {

    private final ShardIntake readings;
    private final AnomalyIntake findings;
    private final RuleNotices notices;

    /**
     * Prepares; nothing happens before {@link #start}. The streams must exist.
     *
     * @param committed called after each commit that changed an alert; returns at once
     * @param listening lets somebody listen along to the lanes that are judged
     */
    public RuleIntake(
            Connection nats,
            Transactions transactions,
            RuleCatalog rules,
            DeviceLabels labels,
            RuleIntakeSettings settings,
            MeterRegistry registry,
            Runnable committed,
            UnaryOperator<ShardProcessor.Factory> listening) {
        IntakeMetrics metrics = new IntakeMetrics(registry);
        Wording wording = new QuteWording();
        this.readings = new ShardIntake(
                nats,
                settings.shards(),
                listening.apply(shard ->
                        new ThresholdShard(shard, transactions, rules, labels, wording, settings, metrics, committed)));
        this.findings = new AnomalyIntake(
                nats,
                new AnomalyJudge(new AlertStore(transactions), rules, labels, wording),
                settings.quiet(),
                metrics,
                committed);
        this.notices = new RuleNotices(nats, rules, settings.rulesReload());
    }

    /** Begins to judge. The rules must have been loaded. */
    public void start() {
        notices.start();
        readings.start();
        findings.start();
    }

    /** What is stuck, one sentence each; empty while all is well. */
    public List<String> stalled(Instant now, Duration patience) {
        List<String> stalled = new ArrayList<>();
        for (ShardHealth shard : readings.health()) {
            if (shard.stalled(now, patience)) {
                stalled.add("shard " + shard.shard() + " has " + shard.pending() + " pending and no progress since "
                        + shard.lastProgress() + ": " + shard.lastError());
            }
        }
        if (!readings.leaseError().isEmpty()) {
            stalled.add("leases: " + readings.leaseError());
        }
        findings.stalled(now, patience).ifPresent(reason -> stalled.add("findings: " + reason));
        return stalled;
    }

    /** How each shard is doing that this replica reads. */
    List<ShardHealth> health() {
        return readings.health();
    }

    /** Shards that were lost to another replica. */
    long fenced() {
        return readings.fenced();
    }

    /** Findings on the stream that no replica has taken yet. */
    long findingsPending() {
        return findings.pending();
    }

    /** Shards this replica reads. */
    public List<Integer> shards() {
        return readings.health().stream().map(ShardHealth::shard).sorted().toList();
    }

    @Override
    public void close() throws InterruptedException {
        notices.close();
        readings.close();
        findings.close();
    }
}
