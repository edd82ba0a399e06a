package io.telltale.anomaly.store;

import io.telltale.events.shards.FencedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Writes one shard's readings, anomalies and progress, all or nothing. For one thread; blocks.
 *
 * <p>Readings go by binary COPY straight into the hypertable, which is twice as fast as any other way and fails on the
 * first repeat. Then the transaction is done again through a temporary table and {@code on conflict do nothing}. Since
 * repeats come in bursts, the slow way is kept for a while once it was needed.
 */
public final class TimescaleReadingStore {

    private static final String COPY_STRAIGHT = "copy readings (series_id, ts, value) from stdin (format binary)";
    private static final String COPY_STAGED =
            "copy incoming_readings (series_id, ts, value) from stdin (format binary)";
    private static final String CREATE_STAGING = """
            create temporary table if not exists incoming_readings
                (series_id integer, ts timestamptz, value double precision)
            on commit delete rows""";
    private static final String UNSTAGE = """
            insert into readings (series_id, ts, value)
            select series_id, ts, value from incoming_readings
            on conflict do nothing""";
    static final String ADVANCE = """
            update shard_progress
            set last_sequence = ?, snapshot_sequence = greatest(snapshot_sequence, ?), updated_at = now()
            where shard = ? and owner_epoch = ? and last_sequence = ?
            returning\s""" + OwnerLock.TAKE;
    private static final int STAGED_WRITES_AFTER_REPEAT = 16;

    private final DataSource dataSource;
    private final BinaryCopy copy = new BinaryCopy();
    private int stagedWritesLeft;

    /** Uses connections of the given pool, one per write. */
    public TimescaleReadingStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Writes all of it in one transaction.
     *
     * @throws FencedException when another owner has opened the shard or moved its progress; nothing was written
     * @throws StoreException when the database could not do it now; nothing was written, or the commit's fate is unknown,
     *     which a repeat settles
     */
    public WriteResult write(ShardWrite write) throws StoreException, FencedException {
        try {
            return straightOrStaged(write);
        } catch (SQLException e) {
            throw new StoreException("writing shard " + write.shard(), e);
        }
    }

    private WriteResult straightOrStaged(ShardWrite write) throws SQLException, FencedException {
        if (stagedWritesLeft > 0) {
            stagedWritesLeft--;
            return attempt(write, true);
        }
        try {
            return attempt(write, false);
        } catch (SQLException e) {
            if (SqlStates.of(e) != SqlStates.REPEATED) {
                throw e;
            }
            stagedWritesLeft = STAGED_WRITES_AFTER_REPEAT;
            return attempt(write, true);
        }
    }

    private WriteResult attempt(ShardWrite write, boolean staged) throws SQLException, FencedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                advance(connection, write);
                Inserted inserted = insert(connection, write.readings(), staged);
                if (inserted.refused().isPresent()) {
                    connection.rollback();
                    return inserted.refused().get();
                }
                AnomalyTable.insert(connection, write.shard(), write.anomalies());
                DetectorStateTable.save(connection, write.sequence(), write.states());
                connection.commit();
                return new WriteResult.Committed(
                        inserted.count(), write.readings().size() - inserted.count());
            } catch (SQLException | FencedException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    /** First, because it takes the row's lock: a fenced owner fails before it has written anything. */
    private static void advance(Connection connection, ShardWrite write) throws SQLException, FencedException {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            update.setLong(1, write.sequence());
            update.setLong(2, write.snapshot());
            update.setInt(3, write.shard());
            update.setLong(4, write.epoch());
            update.setLong(5, write.after());
            try (ResultSet row = update.executeQuery()) {
                if (!row.next()) {
                    throw new FencedException(write.shard(), write.after());
                }
            }
        }
    }

    /** Only here can a row be to blame: whatever else fails in the transaction is ours. */
    private Inserted insert(Connection connection, ReadingRows rows, boolean staged) throws SQLException {
        try {
            return new Inserted(rows.size() == 0 ? 0 : copyIn(connection, rows, staged), Optional.empty());
        } catch (SQLException e) {
            if (SqlStates.of(e) == SqlStates.REFUSED_DATA) {
                return new Inserted(
                        0, Optional.of(new WriteResult.RefusedRow(String.valueOf(e.getSQLState()), firstLine(e))));
            }
            throw e;
        }
    }

    private int copyIn(Connection connection, ReadingRows rows, boolean staged) throws SQLException {
        if (!staged) {
            copy.send(connection, COPY_STRAIGHT, rows);
            return rows.size();
        }
        try (PreparedStatement create = connection.prepareStatement(CREATE_STAGING);
                PreparedStatement unstage = connection.prepareStatement(UNSTAGE)) {
            create.execute();
            copy.send(connection, COPY_STAGED, rows);
            return unstage.executeUpdate();
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Publishing of these events was confirmed: they need not be remembered any more. */
    public void forgetEvents(List<String> eventIds) throws StoreException {
        try (Connection connection = dataSource.getConnection()) {
            AnomalyTable.forgetEvents(connection, eventIds);
        } catch (SQLException e) {
            throw new StoreException("forgetting published events", e);
        }
    }

    private record Inserted(int count, Optional<WriteResult.RefusedRow> refused) {}
}
