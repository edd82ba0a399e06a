package io.telltale.anomaly.store;

import io.telltale.events.SeriesKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Where siblings stood, what is known of their packs, and which replica compares them. Thread-safe; blocks.
 *
 * <p>Nothing is locked between reading and writing: a replica that sleeps meanwhile finds that its revision is outdated
 * and writes nothing.
 */
public final class PeerTables {

    /** The lane of {@code anomaly_outbox} that these findings' events lie in; readings have 0 to 15. */
    public static final int OUTBOX_LANE = -1;

    private static final String CLAIM = """
            update peer_progress set holder = ?, held_until = now() + ? * interval '1 millisecond'
            where holder = ? or held_until < now()
            returning (extract(epoch from looked_until) * 1000000)::bigint, revision""";
    private static final String RELEASE = "update peer_progress set held_until = now() where holder = ?";
    private static final String ADVANCE = """
            update peer_progress
            set looked_until = timestamptz 'epoch' + ? * interval '1 microsecond', revision = revision + 1
            where holder = ? and revision = ?""";
    /** Only what each series has in these windows is touched: its index is by series and time. */
    private static final String LEVELS = """
            select s.series_id, s.tenant, s.device, s.metric,
                (extract(epoch from w.start) * 1000000)::bigint, w.level
            from (select series_id, tenant, device, metric
                  from unnest(?::text[], ?::text[]) with ordinality as wanted (tenant, device, place)
                  join series using (tenant, device)
                  order by place, metric limit ?) s
            cross join lateral (
                select time_bucket(? * interval '1 microsecond', r.ts, timestamptz 'epoch') as start,
                    avg(greatest(-1e30, least(1e30, r.value))) as level
                from readings r
                where r.series_id = s.series_id
                    and r.ts >= timestamptz 'epoch' + ? * interval '1 microsecond'
                    and r.ts < timestamptz 'epoch' + ? * interval '1 microsecond'
                group by 1) w
            order by s.series_id""";

    private static final String PACKS = """
            select tenant, profile, site, metric, (extract(epoch from looked_until) * 1000000)::bigint, state
            from peer_pack
            where window_micros = ? and looked_until > timestamptz 'epoch' + ? * interval '1 microsecond'""";
    private static final String FORGET = """
            delete from peer_pack where looked_until <= timestamptz 'epoch' + ? * interval '1 microsecond'""";
    private static final String SAVE = """
            insert into peer_pack (tenant, profile, site, metric, window_micros, looked_until, state)
            values (?, ?, ?, ?, ?, timestamptz 'epoch' + ? * interval '1 microsecond', ?)
            on conflict (tenant, profile, site, metric) do update
            set window_micros = excluded.window_micros, looked_until = excluded.looked_until, state = excluded.state""";
    /** A question that takes longer would hold up the next look; a writer that falls asleep holds up other replicas. */
    private static final String PATIENCE = """
            set local statement_timeout = '25s'; set local lock_timeout = '5s';
            set local idle_in_transaction_session_timeout = '10s'""";

    private final DataSource dataSource;

    PeerTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Makes or keeps {@code holder} the one that compares; empty while another one is. */
    public Optional<PeerClaim> claim(String holder, long millis) throws StoreException {
        return inTransaction("claiming the comparison of siblings", connection -> {
            try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
                claim.setString(1, holder);
                claim.setLong(2, millis);
                claim.setString(3, holder);
                try (ResultSet row = claim.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    long until = row.getLong(1);
                    OptionalLong lookedUntil = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(until);
                    return Optional.of(new PeerClaim(lookedUntil, row.getLong(2)));
                }
            }
        });
    }

    /** Lets another replica go on at once. */
    public void release(String holder) throws StoreException {
        inTransaction("releasing the comparison of siblings", connection -> {
            try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
                release.setString(1, holder);
                return release.executeUpdate();
            }
        });
    }

    /** Forgets what was not seen since {@code since} and reads the others. */
    public List<PackRow> packs(long windowMicros, long since) throws StoreException {
        return inTransaction("reading packs of siblings", connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET);
                    PreparedStatement select = connection.prepareStatement(PACKS)) {
                forget.setLong(1, since);
                forget.executeUpdate();
                select.setLong(1, windowMicros);
                select.setLong(2, since);
                select.setFetchSize(100);
                List<PackRow> packs = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        packs.add(new PackRow(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getBytes(6)));
                    }
                }
                return packs;
            }
        });
    }

    /**
     * Tells where devices stood in the windows from {@code from} to {@code to}, in the order of their series.
     *
     * @param devices tenant and device; the metric is not looked at
     * @param mostSeries the devices' series beyond so many are left out, those of the last devices
     */
    public void levels(
            List<SeriesKey> devices, int mostSeries, long windowMicros, long from, long to, Consumer<PeerLevel> each)
            throws StoreException {
        inTransaction("reading levels of siblings", connection -> {
            try (PreparedStatement select = connection.prepareStatement(LEVELS)) {
                select.setArray(1, texts(connection, devices.stream().map(SeriesKey::tenant)));
                select.setArray(2, texts(connection, devices.stream().map(SeriesKey::device)));
                select.setInt(3, mostSeries);
                select.setLong(4, windowMicros);
                select.setLong(5, from);
                select.setLong(6, to);
                select.setFetchSize(1000);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        SeriesKey key = new SeriesKey(row.getString(2), row.getString(3), row.getString(4));
                        each.accept(new PeerLevel(row.getInt(1), key, row.getLong(5), row.getDouble(6)));
                    }
                }
                return devices.size();
            }
        });
    }

    /** Writes all of it in one transaction; false when another replica has written meanwhile, and nothing was. */
    public boolean write(PeerWrite write) throws StoreException {
        return inTransaction("writing what siblings showed", connection -> {
            try (PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
                advance.setLong(1, write.lookedUntil());
                advance.setString(2, write.holder());
                advance.setLong(3, write.revision());
                if (advance.executeUpdate() == 0) {
                    return false;
                }
            }
            AnomalyTable.insert(connection, OUTBOX_LANE, write.anomalies());
            save(connection, write);
            return true;
        });
    }

    private static void save(Connection connection, PeerWrite write) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement(SAVE)) {
            for (PackRow pack : write.packs()) {
                save.setString(1, pack.tenant());
                save.setString(2, pack.profile());
                save.setString(3, pack.site());
                save.setString(4, pack.metric());
                save.setLong(5, write.windowMicros());
                save.setLong(6, pack.lookedUntil());
                save.setBytes(7, pack.state());
                save.addBatch();
            }
            save.executeBatch();
        }
    }

    private static Array texts(Connection connection, Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private <T> T inTransaction(String what, Work<T> work) throws StoreException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement patience = connection.createStatement()) {
                patience.execute(PATIENCE);
                T done = work.on(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException(what, e);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
