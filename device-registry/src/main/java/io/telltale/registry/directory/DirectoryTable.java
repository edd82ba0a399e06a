package io.telltale.registry.directory;

import io.telltale.events.DeviceEntry;
import io.telltale.events.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keeper's view of the database: what changed, and what each device is now.
 *
 * <p>Blocking and confined to the keeper's thread. It works on one connection, which also holds the advisory lock that
 * makes this replica the only one to publish: when the connection is lost, so is the lock, and every call fails.
 */
final class DirectoryTable implements AutoCloseable {

    private static final long KEEPER_LOCK = 0x7E11_7A1E_D15EL;

    private static final String ENTRY = """
            select d.tenant, d.name, d.enabled, d.profile, d.labels::text, d.gateway, d.parent,
                   array(select c.hash from credential c
                         where c.tenant = d.tenant and c.device = d.name order by c.created_at, c.id)
            from device d
            """;

    private final Connection connection;

    DirectoryTable(Connection connection) {
        this.connection = connection;
    }

    /**
     * Whether this replica is now the one that publishes; it stays so until closed, or until it asks nothing for {@code
     * silence}: then the server ends the connection, and the lock of a replica that hangs goes to another.
     */
    boolean lead(Duration silence) throws SQLException {
        String sql = """
                select pg_try_advisory_lock(?), set_config('idle_session_timeout', ?, false)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEEPER_LOCK);
            statement.setString(2, silence.toMillis() + "ms");
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Fails when the lead is lost: it falls with the connection. */
    void requireLead() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1")) {
            statement.execute();
        }
    }

    /** The oldest changes that were not removed yet. */
    List<PendingChange> pending(int limit) throws SQLException {
        String sql = "select seq, tenant, device, change, enabled, at from device_change order by seq limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, limit);
            return rows(
                    statement,
                    row -> new PendingChange(
                            row.getLong(1),
                            new DeviceKey(row.getString(2), row.getString(3)),
                            row.getString(4),
                            row.getBoolean(5),
                            row.getObject(6, OffsetDateTime.class).toInstant()));
        }
    }

    /** How many changes wait. */
    long pendingCount() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select (select count(*) from device_change) + (select count(*) from profile_change)")) {
            return rows(statement, row -> row.getLong(1)).getFirst();
        }
    }

    /** Forgets changes that were published. */
    void remove(Collection<PendingChange> published) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from device_change where seq = any(?)")) {
            Array seqs = connection.createArrayOf(
                    "bigint", published.stream().map(PendingChange::seq).toArray());
            statement.setArray(1, seqs);
            statement.executeUpdate();
        }
    }

    /** What those of the devices that exist are now. */
    List<DeviceEntry> entries(Collection<DeviceKey> keys) throws SQLException {
        String sql = ENTRY + "join unnest(?, ?) as wanted(tenant, name) using (tenant, name)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setKeys(statement, keys);
            return rows(statement, DirectoryTable::entry);
        }
    }

    /** The next devices in the order of the table, leaving out those with a change that still waits. */
    List<DeviceEntry> settledAfter(DeviceKey last, int limit) throws SQLException {
        String sql = ENTRY + """
                where (d.tenant, d.name) > (?, ?)
                  and not exists (select 1 from device_change w where w.tenant = d.tenant and w.device = d.name)
                order by d.tenant, d.name limit ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, last.tenant());
            statement.setString(2, last.device());
            statement.setInt(3, limit);
            return rows(statement, DirectoryTable::entry);
        }
    }

    /** Those of the keys that neither belong to a device nor to a change that still waits. */
    List<DeviceKey> strangers(Collection<DeviceKey> keys) throws SQLException {
        String sql = """
                select k.tenant, k.name from unnest(?, ?) as k(tenant, name)
                where not exists (select 1 from device d where d.tenant = k.tenant and d.name = k.name)
                  and not exists (select 1 from device_change w where w.tenant = k.tenant and w.device = k.name)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setKeys(statement, keys);
            return rows(statement, row -> new DeviceKey(row.getString(1), row.getString(2)));
        }
    }

    /** The same of the profiles. */
    ProfileRows profiles() {
        return new ProfileRows(connection);
    }

    /** Gives the lock and the connection back. */
    @Override
    public void close() throws SQLException {
        try (connection;
                PreparedStatement statement = connection.prepareStatement(
                        "select pg_advisory_unlock_all(), set_config('idle_session_timeout', '0', false)")) {
            statement.execute();
        }
    }

    private void setKeys(PreparedStatement statement, Collection<DeviceKey> keys) throws SQLException {
        statement.setArray(1, texts(keys, DeviceKey::tenant));
        statement.setArray(2, texts(keys, DeviceKey::device));
    }

    private Array texts(Collection<DeviceKey> keys, Function<DeviceKey, String> part) throws SQLException {
        return connection.createArrayOf("text", keys.stream().map(part).toArray());
    }

    private static DeviceEntry entry(ResultSet row) throws SQLException {
        return new DeviceEntry(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                List.of((String[]) row.getArray(8).getArray()),
                Optional.ofNullable(row.getString(4)),
                labels(row.getString(5)),
                row.getBoolean(6),
                Optional.ofNullable(row.getString(7)));
    }

    private static Map<String, String> labels(String json) {
        try {
            return Json.MAPPER.readerForMapOf(String.class).readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException("labels in the table are always a JSON object of texts", e);
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, RowReader<T> reader) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
