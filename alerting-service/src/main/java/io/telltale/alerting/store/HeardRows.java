package io.telltale.alerting.store;

import io.telltale.alerting.store.PresenceStore.Heard;
import io.telltale.events.SeriesKey;
import io.telltale.events.Shards;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables {@code heard} and {@code lane_listening}. */
final class HeardRows {

    /** Stands for any metric. */
    static final String ANYTHING = "";

    private HeardRows() {}

    /** When devices of a tenant were heard last, with whatever. */
    static Map<String, Heard> anything(Connection connection, String tenant, Optional<Collection<String>> devices)
            throws SQLException {
        String sql = """
                select device, shard, listened, at, since from heard
                where tenant = ? and metric = '' and (?::text[] is null or device = any (?))
                """;
        Map<String, Heard> heard = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            bindNames(connection, select, 2, devices);
            bindNames(connection, select, 3, devices);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    heard.put(row.getString("device"), heard(row));
                }
            }
        }
        return heard;
    }

    /** When each series of a tenant was heard last that some no-data rule looks, or looked, at. */
    static Map<SeriesKey, Heard> series(Connection connection, String tenant) throws SQLException {
        String sql = "select device, metric, shard, listened, at, since from heard where tenant = ? and metric <> ''";
        Map<SeriesKey, Heard> heard = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    heard.put(new SeriesKey(tenant, row.getString("device"), row.getString("metric")), heard(row));
                }
            }
        }
        return heard;
    }

    private static Heard heard(ResultSet row) throws SQLException {
        return new Heard(
                row.getInt("shard"),
                row.getLong("listened"),
                Columns.optionalInstant(row, "at"),
                Columns.instant(row, "since"));
    }

    /** How long each lane has been listened to, microseconds. */
    static long[] listened(Connection connection) throws SQLException {
        long[] listened = new long[Shards.COUNT];
        try (PreparedStatement select = connection.prepareStatement("select shard, listened from lane_listening");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                listened[row.getInt("shard")] = row.getLong("listened");
            }
        }
        return listened;
    }

    /** Notes when series of a lane were heard; by the lane's clock they are never heard earlier than before. */
    static void save(Connection connection, int shard, Map<SeriesKey, Long> marks, Instant now) throws SQLException {
        String sql = """
                insert into heard (tenant, device, metric, shard, listened, at, since)
                select t, d, m, ?, l, ?, ? from unnest(?, ?, ?, ?) as mark (t, d, m, l) order by t, d, m
                on conflict (tenant, device, metric) do update
                  set listened = greatest(heard.listened, excluded.listened), at = excluded.at
                """;
        List<SeriesKey> keys = List.copyOf(marks.keySet());
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setInt(1, shard);
            Columns.set(upsert, 2, now);
            Columns.set(upsert, 3, now);
            upsert.setArray(4, texts(connection, keys.stream().map(SeriesKey::tenant)));
            upsert.setArray(5, texts(connection, keys.stream().map(SeriesKey::device)));
            upsert.setArray(6, texts(connection, keys.stream().map(SeriesKey::metric)));
            upsert.setArray(
                    7,
                    connection.createArrayOf(
                            "bigint", keys.stream().map(marks::get).toArray()));
            upsert.executeUpdate();
        }
    }

    /** Begins to wait for devices that were never heard; in the order in which {@link #save} locks them. */
    static void await(Connection connection, String tenant, Collection<String> devices, long[] listened, Instant now)
            throws SQLException {
        String sql = """
                insert into heard (tenant, device, metric, shard, listened, since)
                select ?, d, '', s, l, ? from unnest(?, ?, ?) as awaited (d, s, l) order by d
                on conflict (tenant, device, metric) do nothing
                """;
        List<Integer> shards =
                devices.stream().map(device -> Shards.of(tenant, device)).toList();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, tenant);
            Columns.set(insert, 2, now);
            insert.setArray(3, texts(connection, devices.stream()));
            insert.setArray(4, connection.createArrayOf("int", shards.toArray()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "bigint",
                            shards.stream().map(shard -> listened[shard]).toArray()));
            insert.executeUpdate();
        }
    }

    static int forget(Connection connection, String tenant, Collection<String> devices) throws SQLException {
        String sql = "delete from heard where tenant = ? and device = any (?)";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, tenant);
            delete.setArray(2, texts(connection, devices.stream()));
            return delete.executeUpdate();
        }
    }

    static void bindNames(
            Connection connection, PreparedStatement statement, int index, Optional<Collection<String>> names)
            throws SQLException {
        if (names.isPresent()) {
            statement.setArray(index, texts(connection, names.get().stream()));
        } else {
            statement.setNull(index, Types.ARRAY);
        }
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
