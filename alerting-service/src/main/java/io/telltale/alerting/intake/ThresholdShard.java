package io.telltale.alerting.intake;

import io.telltale.alerting.alert.AlertBook;
import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.alerting.alert.Remembered;
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
 * Judges the readings of one lane by the rules of readings (thresholds, rates, aggregates, composites), in their order, on the
 * lane's own thread.
 *
 * <p>Alerts, outbox, what was seen, and progress are committed together. While nothing changes, progress is saved once per
 * checkpoint only: after a crash the readings since then are judged again from the same state, with the same result.
 *
 * <p>What the rules remember of readings (windows, parts of composites) is saved at checkpoints too, but only so much at a time,
 * longest unsaved first. A new owner reads the stream again from where something is not saved, and judges from where the
 * progress stands.
 */
final class ThresholdShard implements ShardProcessor {

    /** Most that is saved of the rules' memory at a checkpoint, so that no alert waits long for it. */
    private static final int MEMORY_BYTES = 1 << 20;

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
    private long rebuildFrom;
    private long forgotten;
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
        book.restore(taken.state().seen(), taken.state().open(), taken.state().memories());
        progress = taken;
        read = taken.sequence();
        rebuildFrom = taken.state().rebuildFrom();
        return rebuildFrom;
    }

    @Override
    public void process(List<ShardBatch> batches) throws FencedException, StaleRulesException {
        followRules();
        List<Transition> transitions = new ArrayList<>();
        for (ShardBatch batch : batches) {
            if (batch.sequence() <= opened().sequence()) {
                // Judged before: only what the rules remember of it may be missing.
                book.refold(judgedBy, batch.readings(), batch.sequence());
                continue;
            }
            transitions.addAll(book.read(judgedBy, batch.readings(), batch.sequence()));
            read = batch.sequence();
            metrics.readings.increment(batch.readings().size());
        }
        if (!transitions.isEmpty() || (checkpointDue() && unfinished())) {
            commit(transitions, checkpointDue() ? MEMORY_BYTES : 0);
        }
    }

    @Override
    public void idle() throws FencedException, StaleRulesException {
        if (checkpointDue() && unfinished()) {
            commit(List.of(), MEMORY_BYTES);
        }
    }

    /** Saves all that the rules remember, so that the next owner has nothing to read again. */
    @Override
    public void finish() throws FencedException, StaleRulesException {
        if (unfinished()) {
            commit(List.of(), Integer.MAX_VALUE);
        }
    }

    /** Whether anything is known that the database does not have. */
    private boolean unfinished() {
        return read > opened().sequence() || book.unsaved();
    }

    /** A change of the rules may have ended alerts in the database; the book must not think them open. */
    private void followRules() {
        RuleSet current = rules.current();
        if (current != judgedBy) {
            book.reopen(opened().openAlerts());
            judgedBy = current;
        }
    }

    private void commit(List<Transition> transitions, int memoryBytes) throws FencedException, StaleRulesException {
        Remembered remembered = book.remembered(memoryBytes);
        // Nothing before that is missing, whatever was read since.
        rebuildFrom = Math.max(rebuildFrom, remembered.rebuildFrom());
        try {
            opened().commit(read, transitions, book.seen(), new Remembered(remembered.memories(), rebuildFrom));
        } catch (StaleRulesException e) {
            rules.reload();
            throw e;
        }
        book.saved();
        if (memoryBytes > 0) {
            savedAt = System.nanoTime();
        }
        metrics.forgotten(book.forgotten() - forgotten);
        forgotten = book.forgotten();
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
