package io.telltale.anomaly.store;

import io.telltale.events.SeriesKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What a shard's owner needs to begin: its progress, its series, its unconfirmed events. Thread-safe; blocks. */
public final class ShardTables {

    private static final System.Logger LOG = System.getLogger(ShardTables.class.getName());
    private static final String CREATE = "insert into shard_progress (shard) values (?) on conflict do nothing";
    private static final String OWN = """
            update shard_progress set owner_epoch = owner_epoch + 1 where shard = ?
            returning owner_epoch, last_sequence, snapshot_sequence,\s""" + OwnerLock.TAKE;
    /** How long a transaction of the owner before may go on; one that is at work takes a tenth of that. */
    private static final String WAIT_FOR_OWNER = "set local lock_timeout = '500ms'";

    private static final String LOCK_TIMEOUT = "55P03";
    private static final String SERIES = """
            select series_id, tenant, device, metric, state, coalesce(sequence, 0),\s""" + SeriesPolicyTable.COLUMNS + """

            from series left join detector_state using (series_id) left join series_policy using (series_id)
            where shard = ?""";
    private static final String ADD_SERIES = """
            insert into series (shard, tenant, device, metric)
            select ?, * from unnest(?::text[], ?::text[], ?::text[])
            on conflict (tenant, device, metric) do update set shard = excluded.shard
            returning series_id, tenant, device, metric""";
    private static final String NEEDED_FROM = """
            select coalesce(min(snapshot_sequence) + 1, 9223372036854775807)
            from shard_progress where snapshot_sequence < last_sequence""";
    private static final String COUNT_SERIES = "select count(*) from series where tenant = ?";

    private final DataSource dataSource;

    /** Uses connections of the given pool, one per call. */
    public ShardTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Takes the shard over: from now on whoever opened it before cannot write to it any more. */
    public OpenedShard open(int shard) throws StoreException {
        try {
            return takeOver(shard);
        } catch (SQLException e) {
            throw new StoreException("opening shard " + shard, e);
        }
    }

    private OpenedShard takeOver(int shard) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return takeOver(connection, shard);
            } catch (SQLException e) {
                connection.rollback();
                if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
                    throw e;
                }
            }
            LOG.log(System.Logger.Level.WARNING, "ending the transaction of the owner before shard={0}", shard);
            OwnerLock.evict(connection, shard);
            connection.commit();
            return takeOver(connection, shard);
        }
    }

    private static OpenedShard takeOver(Connection connection, int shard) throws SQLException {
        try (Statement wait = connection.createStatement();
                PreparedStatement own = connection.prepareStatement(OWN)) {
            wait.execute(WAIT_FOR_OWNER);
            own.setInt(1, shard);
            try (ResultSet row = own.executeQuery()) {
                if (row.next()) {
                    OpenedShard opened = new OpenedShard(
                            shard, row.getLong(1), row.getLong(2), row.getLong(3), series(connection, shard));
                    connection.commit();
                    return opened;
                }
            }
        }
        // Not before the update: an insert that meets a row in somebody's transaction waits for its end.
        try (PreparedStatement create = connection.prepareStatement(CREATE)) {
            create.setInt(1, shard);
            create.executeUpdate();
        }
        connection.commit();
        return takeOver(connection, shard);
    }

    private static List<SeriesRow> series(Connection connection, int shard) throws SQLException {
        List<SeriesRow> series = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SERIES)) {
            select.setInt(1, shard);
            select.setFetchSize(1000);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    series.add(new SeriesRow(
                            row.getInt(1),
                            SeriesKey.kept(row.getString(2), row.getString(3), row.getString(4)),
                            Optional.ofNullable(row.getBytes(5)),
                            row.getLong(6),
                            SeriesPolicyTable.read(row, 7)));
                }
            }
        }
        return series;
    }

    /**
     * Adds series, in bulk; one that exists keeps its number.
     *
     * @param policies what holds in their detection; nothing special for those that are not in it
     */
    public Map<SeriesKey, Integer> addSeries(int shard, Collection<SeriesKey> keys, Map<SeriesKey, PolicyRow> policies)
            throws StoreException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Map<SeriesKey, Integer> numbers = insertSeries(connection, shard, keys);
                Map<Integer, PolicyRow> numbered = new HashMap<>();
                numbers.forEach((key, id) -> {
                    PolicyRow policy = policies.get(key);
                    if (policy != null) {
                        numbered.put(id, policy);
                    }
                });
                SeriesPolicyTable.save(connection, numbered);
                connection.commit();
                return numbers;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("adding series to shard " + shard, e);
        }
    }

    private static Map<SeriesKey, Integer> insertSeries(Connection connection, int shard, Collection<SeriesKey> keys)
            throws SQLException {
        Map<SeriesKey, Integer> numbers = new HashMap<>();
        try (PreparedStatement add = connection.prepareStatement(ADD_SERIES)) {
            add.setInt(1, shard);
            add.setArray(
                    2, texts(connection, keys.stream().map(SeriesKey::tenant).toArray()));
            add.setArray(
                    3, texts(connection, keys.stream().map(SeriesKey::device).toArray()));
            add.setArray(
                    4, texts(connection, keys.stream().map(SeriesKey::metric).toArray()));
            try (ResultSet row = add.executeQuery()) {
                while (row.next()) {
                    numbers.put(SeriesKey.kept(row.getString(2), row.getString(3), row.getString(4)), row.getInt(1));
                }
            }
        }
        return numbers;
    }

    private static Array texts(Connection connection, Object[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    /**
     * The first stream sequence that a new owner of some shard would replay into its detectors; {@link Long#MAX_VALUE} when
     * all states are saved.
     */
    public long neededFrom() throws StoreException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(NEEDED_FROM);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : Long.MAX_VALUE;
        } catch (SQLException e) {
            throw new StoreException("reading what must be kept of the stream", e);
        }
    }

    /** How many series a tenant has in all shards. */
    public long countSeries(String tenant) throws StoreException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement(COUNT_SERIES)) {
            count.setString(1, tenant);
            try (ResultSet row = count.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new StoreException("counting series", e);
        }
    }

    /** Events of a shard whose publishing is not confirmed, at most {@code limit}. */
    public List<PendingEvent> pendingEvents(int shard, int limit) throws StoreException {
        try (Connection connection = dataSource.getConnection()) {
            return AnomalyTable.pendingEvents(connection, shard, limit);
        } catch (SQLException e) {
            throw new StoreException("reading unpublished events of shard " + shard, e);
        }
    }
}
