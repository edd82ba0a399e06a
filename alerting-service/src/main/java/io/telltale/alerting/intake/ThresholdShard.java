package io.telltale.alerting.intake;

import io.telltale.alerting.alert.AlertBook;
import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.alerting.store.ShardProgress;
import io.telltale.alerting.store.StaleRulesException;
import io.telltale.alerting.store.Transactions;
import io.telltale.events.shards.FencedException;
import io.telltale.events.shards.ShardBatch;
import io.telltale.events.shards.ShardProcessor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the readings of one lane by the threshold rules, in their order, on the lane's own thread.
 *
 * <p>Alerts, outbox, what was seen, and progress are committed together. While nothing changes, progress is saved once per
 * checkpoint only: after a crash the readings since then are judged again from the same state, with the same result.
 */
final class ThresholdShard implements ShardProcessor {

    private final int shard;
    private final Transactions transactions;
    private final RuleCatalog rules;
    private final RuleIntakeSettings settings;
    private final IntakeMetrics metrics;
    private final Runnable committed;
    private final AlertBook book;
    private @Nullable ShardProgress progress;
    private RuleSet judgedBy = RuleSet.EMPTY;
    private long read;
    private long savedAt = System.nanoTime();

    ThresholdShard(
            int shard,
            Transactions transactions,
            RuleCatalog rules,
            DeviceLabels labels,
            Wording wording,
            RuleIntakeSettings settings,
            IntakeMetrics metrics,
            Runnable committed) {
        this.shard = shard;
        this.transactions = transactions;
        this.rules = rules;
        this.settings = settings;
        this.metrics = metrics;
        this.committed = committed;
        this.book = new AlertBook(settings.maxSeries(), labels, wording);
    }

    @Override
    public long open() {
        judgedBy = rules.current();
        ShardProgress taken = ShardProgress.open(transactions, shard, settings.maxSeries());
        book.restore(taken.state().seen(), taken.state().open());
        progress = taken;
        read = taken.sequence();
        return read;
    }

    @Override
    public void process(List<ShardBatch> batches) throws FencedException, StaleRulesException {
        followRules();
        List<Transition> transitions = new ArrayList<>();
        for (ShardBatch batch : batches) {
            transitions.addAll(book.read(judgedBy, batch.readings()));
            read = batch.sequence();
            metrics.readings.increment(batch.readings().size());
        }
        if (!transitions.isEmpty() || checkpointDue()) {
            commit(transitions);
        }
    }

    @Override
    public void idle() throws FencedException, StaleRulesException {
        if (read > opened().sequence() && checkpointDue()) {
            commit(List.of());
        }
    }

    /** A change of the rules may have ended alerts in the database; the book must not think them open. */
    private void followRules() {
        RuleSet current = rules.current();
        if (current != judgedBy) {
            book.reopen(opened().openAlerts());
            judgedBy = current;
        }
    }

    private void commit(List<Transition> transitions) throws FencedException, StaleRulesException {
        try {
            opened().commit(read, transitions, book.seen());
        } catch (StaleRulesException e) {
            rules.reload();
            throw e;
        }
        book.saved();
        savedAt = System.nanoTime();
        metrics.committed(transitions);
        if (!transitions.isEmpty()) {
            committed.run();
        }
    }

    private boolean checkpointDue() {
        return System.nanoTime() - savedAt >= settings.checkpoint().toNanos();
    }

    private ShardProgress opened() {
        if (progress == null) {
            throw new IllegalStateException("shard " + shard + " was not opened");
        }
        return progress;
    }
}
