package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.report.ParkedReadings;
import io.telltale.anomaly.report.Refusal;
import io.telltale.anomaly.store.DetectorStateRow;
import io.telltale.anomaly.store.ReadingRows;
import io.telltale.anomaly.store.ShardWrite;
import io.telltale.anomaly.store.TimescaleReadingStore;
import io.telltale.anomaly.store.WriteResult;
import io.telltale.events.shards.FencedException;
import java.io.IOException;
import java.util.List;

/**
 * Stores a round whole, or, when the database refuses a row for ever, everything but the culprits, which are parked.
 *
 * <p>Halves are committed as they are found good, without moving the progress: a crash in between repeats them, and a
 * repeat is harmless. The progress moves last, after the culprits are safe in the dead letters.
 */
final class BisectingStore {

    private final TimescaleReadingStore store;
    private final ParkedReadings parked;

    BisectingStore(TimescaleReadingStore store, ParkedReadings parked) {
        this.store = store;
        this.parked = parked;
    }

    /** Commits the round and moves the progress from {@code after} to {@code sequence}. */
    Outcome store(
            int shard,
            long epoch,
            long after,
            long sequence,
            Round round,
            List<DetectorStateRow> states,
            boolean snapshot)
            throws IOException, FencedException, InterruptedException {
        ShardWrite whole =
                new ShardWrite(shard, epoch, after, sequence, round.rows(), round.anomalies(), states, snapshot);
        return switch (store.write(whole)) {
            case WriteResult.Committed done -> new Outcome(done.inserted(), done.repeated(), 0);
            case WriteResult.RefusedRow refused -> {
                Outcome rows = halves(whole, round, 0, round.rows().size(), refused);
                parked.flush();
                ShardWrite rest = new ShardWrite(
                        shard, epoch, after, sequence, new ReadingRows(), round.anomalies(), states, snapshot);
                store.write(rest);
                yield rows;
            }
        };
    }

    private Outcome halves(ShardWrite whole, Round round, int from, int to, WriteResult.RefusedRow why)
            throws IOException, FencedException {
        if (to - from == 0) {
            return new Outcome(0, 0, 0);
        }
        if (to - from == 1) {
            round.dropAnomaly(from);
            String detail = "the database refuses this reading: " + why.why() + " (SQL state " + why.state() + ")";
            parked.add(
                    round.reading(from), Refusal.REJECTED_BY_STORE, detail, whole.shard() + "-" + round.position(from));
            return new Outcome(0, 0, 1);
        }
        int middle = (from + to) >>> 1;
        return half(whole, round, from, middle).plus(half(whole, round, middle, to));
    }

    private Outcome half(ShardWrite whole, Round round, int from, int to) throws IOException, FencedException {
        ShardWrite part = new ShardWrite(
                whole.shard(),
                whole.epoch(),
                whole.after(),
                whole.after(),
                round.rows().slice(from, to),
                List.of(),
                List.of(),
                false);
        return switch (store.write(part)) {
            case WriteResult.Committed done -> new Outcome(done.inserted(), done.repeated(), 0);
            case WriteResult.RefusedRow refused -> halves(whole, round, from, to, refused);
        };
    }

    /** How many readings of a round went where. */
    record Outcome(int stored, int repeated, int parked) {

        private Outcome plus(Outcome other) {
            return new Outcome(stored + other.stored, repeated + other.repeated, parked + other.parked);
        }
    }
}
