package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.report.ParkedReadings;
import io.telltale.anomaly.report.Refusal;
import io.telltale.anomaly.store.ReadingRows;
import io.telltale.anomaly.store.ShardWrite;
import io.telltale.anomaly.store.TimescaleReadingStore;
import io.telltale.anomaly.store.WriteResult;
import io.telltale.events.shards.FencedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stores a round whole, or, when the database refuses a row for ever, everything but the culprits, which are parked.
 *
 * <p>A round that reaches over more days than a transaction should touch (each is a chunk of the table, to be made and
 * locked: PostgreSQL's lock table holds some thousands) is stored in parts. Parts and halves are committed as they are
 * found good, without moving the progress: a crash in between repeats them, and a repeat is harmless. The progress moves
 * last, after the culprits are safe in the dead letters.
 */
final class BisectingStore {

    private static final int DAYS_AT_ONCE = 100;
    private static final long DAY_MICROS = 86_400_000_000L;

    private final TimescaleReadingStore store;
    private final ParkedReadings parked;

    BisectingStore(TimescaleReadingStore store, ParkedReadings parked) {
        this.store = store;
        this.parked = parked;
    }

    /** Commits the round and a slice of the states, and moves the progress from {@code after} to {@code sequence}. */
    Outcome store(int shard, long epoch, long after, long sequence, Round round, Snapshots.Slice slice)
            throws IOException, FencedException, InterruptedException {
        ReadingRows rows = round.rows();
        ShardWrite whole = new ShardWrite(
                shard, epoch, after, sequence, rows, round.anomalies(), slice.states(), slice.complete());
        Outcome parts = new Outcome(0, 0, 0);
        int from = 0;
        for (int to = end(rows, 0); to < rows.size(); to = end(rows, from)) {
            parts = parts.plus(half(whole, round, from, to));
            from = to;
        }
        parked.flush();
        return parts.plus(last(from == 0 ? whole : with(whole, rows.slice(from, rows.size())), round, from));
    }

    /** The last part, with which the progress moves; nearly always the only one. */
    private Outcome last(ShardWrite write, Round round, int from)
            throws IOException, FencedException, InterruptedException {
        return switch (store.write(write)) {
            case WriteResult.Committed done -> new Outcome(done.inserted(), done.repeated(), 0);
            case WriteResult.RefusedRow refused -> {
                Outcome rows = halves(write, round, from, round.rows().size(), refused);
                parked.flush();
                store.write(with(write, new ReadingRows()));
                yield rows;
            }
        };
    }

    private static ShardWrite with(ShardWrite write, ReadingRows rows) {
        return new ShardWrite(
                write.shard(),
                write.epoch(),
                write.after(),
                write.sequence(),
                rows,
                write.anomalies(),
                write.states(),
                write.snapshot());
    }

    /** Up to where the rows from {@code from} on lie in few enough days. */
    private static int end(ReadingRows rows, int from) {
        Set<Long> days = new HashSet<>();
        long last = Long.MIN_VALUE;
        for (int i = from; i < rows.size(); i++) {
            long day = Math.floorDiv(rows.micros(i), DAY_MICROS);
            if (day != last && days.add(day) && days.size() > DAYS_AT_ONCE) {
                return i;
            }
            last = day;
        }
        return rows.size();
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
                0);
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
