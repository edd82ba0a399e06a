package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.Remembered;
import io.telltale.alerting.alert.SavedMemory;
import io.telltale.alerting.alert.SeenSeries;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.window.Window;
import io.telltale.events.SeriesKey;
import io.telltale.events.shards.FencedException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far one lane has been judged, and what its series were up to there: {@code shard_progress}, {@code series_seen} and
 * the open alerts, always of one and the same moment; and {@code series_memory}, of which each row may be older.
 *
 * <p>{@link #open} takes the lane by raising its epoch; from then on nothing an earlier owner still has in hand can be
 * committed. For the lane's thread.
 */
public final class ShardProgress {

    private final Transactions transactions;
    private final int shard;
    private final long epoch;
    private final State state;
    private long sequence;

    private ShardProgress(Transactions transactions, int shard, long epoch, State state) {
        this.transactions = transactions;
        this.shard = shard;
        this.epoch = epoch;
        this.state = state;
        this.sequence = state.sequence;
    }

    /**
     * What the database held when the lane was taken.
     *
     * @param rebuildFrom the readings after it, up to {@code sequence}, bring the memories to where the rest stands
     */
    public record State(
            long sequence, long rebuildFrom, List<SeenSeries> seen, List<Alert> open, List<SavedMemory> memories) {}

    /**
     * Takes a lane.
     *
     * @param maxSeries most series to load, those seen last
     */
    public static ShardProgress open(Transactions transactions, int shard, int maxSeries) {
        return transactions.run(connection -> {
            String sql = """
                    update shard_progress set epoch = epoch + 1 where shard = ?
                    returning epoch, last_sequence, coalesce(rebuild_from, last_sequence) as rebuild_from
                    """;
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setInt(1, shard);
                try (ResultSet row = update.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("shard_progress has no row of shard " + shard);
                    }
                    State state = new State(
                            row.getLong("last_sequence"),
                            row.getLong("rebuild_from"),
                            seen(connection, shard, maxSeries),
                            AlertRows.openOfReadings(connection, shard),
                            MemoryRows.of(connection, shard, (long) maxSeries * Window.CELL_BYTES));
                    return new ShardProgress(transactions, shard, row.getLong("epoch"), state);
                }
            }
        });
    }

    /** What the database held when the lane was taken. */
    public State state() {
        return state;
    }

    /** Last committed sequence. */
    public long sequence() {
        return sequence;
    }

    /** The open alerts as the database has them now. */
    public List<Alert> openAlerts() {
        return transactions.run(connection -> AlertRows.openOfReadings(connection, shard));
    }

    /** Commits where nothing is remembered. */
    public void commit(long upTo, List<Transition> transitions, List<SeenSeries> seen)
            throws FencedException, StaleRulesException {
        commit(upTo, transitions, seen, Remembered.nothing(upTo));
    }

    /**
     * Commits everything that the readings up to {@code upTo} brought.
     *
     * @param remembered what is to be saved of the rules' memory, and from where the rest of it is to be rebuilt
     * @throws FencedException when another owner has taken the lane; nothing was written
     * @throws StaleRulesException when a rule has changed since; nothing was written
     */
    public void commit(long upTo, List<Transition> transitions, List<SeenSeries> seen, Remembered remembered)
            throws FencedException, StaleRulesException {
        boolean mine = transactions.<Boolean, StaleRulesException>run(connection -> {
            if (!advance(connection, upTo, remembered.rebuildFrom())) {
                return false;
            }
            AlertLedger.record(connection, transitions);
            saveSeen(connection, seen);
            MemoryRows.save(connection, shard, remembered.memories());
            return true;
        });
        if (!mine) {
            throw new FencedException(shard, sequence);
        }
        sequence = upTo;
    }

    private boolean advance(Connection connection, long upTo, long rebuildFrom) throws SQLException {
        String sql = """
                update shard_progress set last_sequence = ?, rebuild_from = ?, updated_at = now()
                where shard = ? and epoch = ? and last_sequence = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, upTo);
            update.setLong(2, Math.min(rebuildFrom, upTo));
            update.setInt(3, shard);
            update.setLong(4, epoch);
            update.setLong(5, sequence);
            return update.executeUpdate() == 1;
        }
    }

    private void saveSeen(Connection connection, List<SeenSeries> seen) throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        String sql = """
                insert into series_seen (shard, tenant, device, metric, newest)
                select ?, * from unnest(?, ?, ?, ?)
                on conflict (shard, tenant, device, metric) do update set newest = excluded.newest
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setInt(1, shard);
            upsert.setArray(
                    2, texts(connection, seen.stream().map(s -> s.series().tenant())));
            upsert.setArray(
                    3, texts(connection, seen.stream().map(s -> s.series().device())));
            upsert.setArray(
                    4, texts(connection, seen.stream().map(s -> s.series().metric())));
            upsert.setArray(
                    5,
                    connection.createArrayOf(
                            "bigint", seen.stream().map(SeenSeries::micros).toArray()));
            upsert.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static List<SeenSeries> seen(Connection connection, int shard, int maxSeries) throws SQLException {
        String sql =
                "select tenant, device, metric, newest from series_seen where shard = ? order by newest desc limit ?";
        List<SeenSeries> seen = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, shard);
            select.setInt(2, maxSeries);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SeriesKey key =
                            new SeriesKey(row.getString("tenant"), row.getString("device"), row.getString("metric"));
                    seen.add(new SeenSeries(key, row.getLong("newest")));
                }
            }
        }
        // The one seen last goes into the book last, so that it is the last to be forgotten.
        return seen.reversed();
    }
}
