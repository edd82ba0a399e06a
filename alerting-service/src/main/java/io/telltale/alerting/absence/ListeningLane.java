package io.telltale.alerting.absence;

import io.telltale.alerting.store.ListeningStore;
import io.telltale.alerting.store.ListeningStore.Lane;
import io.telltale.events.SeriesKey;
import io.telltale.events.shards.ShardBatch;
import io.telltale.events.shards.ShardProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens along while a lane is judged: what was heard on it, and how long it has been listened to.
 *
 * <p>What was heard goes to the database by itself, a moment behind the judging. So that a crash in between loses nothing, it
 * says up to where it came, and the next owner reads the rest again, past whoever judges. {@link #note} and the calls of {@link
 * ShardProcessor} belong to the lane's thread, the others to the one that looks after all lanes.
 */
final class ListeningLane implements ShardProcessor {

    private static final int FEW = 5;

    private final int shard;
    private final ShardProcessor judging;
    private final ListeningStore store;
    private final Supplier<WatchedSeries> watched;
    private final Settings settings;
    private final Runnable closed;
    private final Marks marks;

    /** The last sequence that was read; below zero before the lane is open. */
    private volatile long read = -1;
    /** Messages read since the lane was opened: what its consumer calls the sequence of the consumer. */
    private volatile long messages;

    private volatile long now;
    private long judgedThrough;
    private volatile Lane saved = new Lane(0, OptionalLong.empty());
    private @Nullable ListeningClock clock;
    private @Nullable Candidate candidate;

    /**
     * How it listens.
     *
     * @param tick how often it is looked after
     * @param grace how long the clock stands after a gap
     * @param most devices and series remembered
     */
    record Settings(Duration tick, Duration grace, int most) {}

    /** At that moment the lane held nothing beyond that many messages. */
    private record Candidate(Instant moment, long messages) {}

    ListeningLane(
            int shard,
            ShardProcessor judging,
            ListeningStore store,
            Supplier<WatchedSeries> watched,
            Settings settings,
            Runnable closed) {
        this.shard = shard;
        this.judging = judging;
        this.store = store;
        this.watched = watched;
        this.settings = settings;
        this.closed = closed;
        this.marks = new Marks(settings.most());
    }

    int shard() {
        return shard;
    }

    @Override
    public long open() throws Exception {
        judgedThrough = judging.open();
        Lane lane = store.lane(shard);
        saved = lane;
        now = lane.listened();
        long from = Math.min(judgedThrough, lane.sequence().orElse(judgedThrough));
        read = from;
        return from;
    }

    @Override
    public void process(List<ShardBatch> batches) throws Exception {
        note(batches);
        List<ShardBatch> unjudged = batches;
        if (batches.getFirst().sequence() <= judgedThrough) {
            unjudged = new ArrayList<>(batches);
            unjudged.removeIf(batch -> batch.sequence() <= judgedThrough);
        }
        if (!unjudged.isEmpty()) {
            judging.process(unjudged);
        }
        read = batches.getLast().sequence();
        messages += batches.size();
    }

    private void note(List<ShardBatch> batches) {
        WatchedSeries current = watched.get();
        for (ShardBatch batch : batches) {
            marks.note(batch.readings(), current, now);
        }
    }

    @Override
    public void idle() throws Exception {
        judging.idle();
    }

    @Override
    public void finish() throws Exception {
        judging.finish();
    }

    @Override
    public void close() {
        closed.run();
        judging.close();
    }

    /**
     * At {@code moment} the consumer had handed over so many messages since it was made, and nothing waited behind them, as the
     * server said: whoever has read them has heard everything up to that moment.
     */
    void reaches(Instant moment, long handedOver) {
        if (read < 0) {
            return;
        }
        Candidate before = candidate;
        if (before != null && messages >= before.messages()) {
            clock().heardThrough(before.moment());
            before = null;
        }
        // One that is not reached for so long is of a consumer that is no more, or the reading stands still.
        if (before == null || before.moment().plus(patience()).isBefore(moment)) {
            candidate = new Candidate(moment, handedOver);
        }
    }

    /** How far the lane reaches could not be learned. */
    void deaf() {
        if (read >= 0) {
            candidate = null;
            clock().interrupted();
        }
    }

    /** Carries to the database what was heard. Fails like the store does; then it is carried the next time. */
    void save(Instant at) {
        long through = read;
        if (through < 0) {
            return;
        }
        Map<SeriesKey, Long> taken = marks.take();
        Lane before = saved;
        Lane after = new Lane(clock().micros(), OptionalLong.of(through));
        boolean done = false;
        try {
            done = (after.equals(before) && taken.isEmpty()) || store.advance(shard, before, after, taken, at);
        } finally {
            if (!done) {
                marks.giveBack(taken);
                deaf();
            }
        }
        if (done) {
            saved = after;
            now = after.listened();
        } else {
            saved = store.lane(shard);
            clock = null;
        }
    }

    private ListeningClock clock() {
        ListeningClock running = clock;
        if (running == null) {
            running = new ListeningClock(saved.listened(), patience(), settings.grace());
            clock = running;
        }
        return running;
    }

    private Duration patience() {
        return settings.tick().multipliedBy(FEW);
    }
}
