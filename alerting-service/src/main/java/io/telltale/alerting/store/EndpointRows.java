package io.telltale.alerting.store;

import io.telltale.alerting.notification.FormatChoice;
import io.telltale.alerting.notification.FormatKind;
import io.telltale.alerting.store.Endpoint.Circuit;
import io.telltale.alerting.store.Endpoint.SigningKey;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table {@code endpoints} as operators see it. */
final class EndpointRows {

    private static final String COLUMNS = """
            id, seq, tenant, name, url, description, format, template, template_type, headers, per_minute, enabled, \
            disabled_reason, failures, open_until, paused_until, created_at""";

    private EndpointRows() {}

    /** A tenant's endpoints after a place in the list, oldest first. */
    static List<EndpointStore.Listed> page(Connection connection, String tenant, long after, int limit)
            throws SQLException {
        String sql = "select " + COLUMNS + " from endpoints where tenant = ? and seq > ? order by seq limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setLong(2, after);
            select.setInt(3, limit);
            return endpoints(connection, select);
        }
    }

    /** An endpoint of a tenant, locked until the transaction ends when it is to be changed. */
    static Optional<Endpoint> find(Connection connection, String tenant, UUID id, boolean toChange)
            throws SQLException {
        String sql = "select " + COLUMNS + " from endpoints where tenant = ? and id = ?"
                + (toChange ? " for no key update" : "");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setObject(2, id);
            return endpoints(connection, select).stream()
                    .map(EndpointStore.Listed::endpoint)
                    .findFirst();
        }
    }

    /** How many endpoints a tenant has. */
    static int count(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from endpoints where tenant = ?")) {
            select.setString(1, tenant);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Adds an endpoint with its first key; false when its name is taken. */
    static boolean insert(Connection connection, Endpoint endpoint) throws SQLException {
        String sql = """
                insert into endpoints (name, url, description, format, template, template_type, headers, per_minute,
                  enabled, id, tenant, created_at) values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
                on conflict (tenant, name) do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int next = bind(insert, endpoint.settings());
            insert.setObject(next++, endpoint.id());
            insert.setString(next++, endpoint.tenant());
            Columns.set(insert, next, endpoint.createdAt());
            if (insert.executeUpdate() == 0) {
                return false;
            }
        }
        for (SigningKey key : endpoint.keys()) {
            KeyRows.insert(connection, endpoint.id(), key);
        }
        return true;
    }

    /** Whether another endpoint of the tenant has the name. */
    static boolean nameTaken(Connection connection, String tenant, UUID id, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from endpoints where tenant = ? and name = ? and id <> ?")) {
            select.setString(1, tenant);
            select.setString(2, name);
            select.setObject(3, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Writes new settings. One that is enabled again, or goes elsewhere, begins with a clean slate.
     *
     * @param disabledReason empty while it is enabled
     */
    static void update(
            Connection connection, UUID id, EndpointSettings settings, Optional<String> disabledReason, boolean anew)
            throws SQLException {
        String sql = """
                update endpoints set name = ?, url = ?, description = ?, format = ?, template = ?, template_type = ?,
                  headers = ?::jsonb, per_minute = ?, enabled = ?, disabled_reason = ?
                """
                + (anew
                        ? ", failures = 0, openings = 0, open_until = null, paused_until = null, next_send_at = null"
                        : "")
                + " where id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            int next = bind(update, settings);
            update.setString(next++, disabledReason.orElse(null));
            update.setObject(next, id);
            update.executeUpdate();
        }
    }

    /** Removes an endpoint and its deliveries; whether there was one. */
    static boolean delete(Connection connection, String tenant, UUID id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from endpoints where tenant = ? and id = ?")) {
            delete.setString(1, tenant);
            delete.setObject(2, id);
            return delete.executeUpdate() == 1;
        }
    }

    /** Columns 1 to 9; the index after them. */
    private static int bind(PreparedStatement statement, EndpointSettings settings) throws SQLException {
        Optional<FormatChoice.Text> template = settings.format().template();
        statement.setString(1, settings.name());
        statement.setString(2, settings.url().toString());
        statement.setString(3, settings.description().orElse(null));
        statement.setString(4, settings.format().kind().wire());
        statement.setString(5, template.map(FormatChoice.Text::body).orElse(null));
        statement.setString(6, template.map(FormatChoice.Text::contentType).orElse(null));
        statement.setString(7, Columns.json(settings.headers()));
        DeliveryRows.set(statement, 8, settings.perMinute());
        statement.setBoolean(9, settings.enabled());
        return 10;
    }

    private static List<EndpointStore.Listed> endpoints(Connection connection, PreparedStatement select)
            throws SQLException {
        List<EndpointStore.Listed> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new EndpointStore.Listed(endpoint(row), row.getLong("seq")));
            }
        }
        Map<UUID, List<SigningKey>> keys = KeyRows.of(
                connection, found.stream().map(listed -> listed.endpoint().id()).toList());
        return found.stream()
                .map(listed -> new EndpointStore.Listed(
                        listed.endpoint()
                                .with(keys.getOrDefault(listed.endpoint().id(), List.of())),
                        listed.seq()))
                .toList();
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        EndpointSettings settings = new EndpointSettings(
                row.getString("name"),
                URI.create(row.getString("url")),
                Optional.ofNullable(row.getString("description")),
                format(row),
                Columns.strings(row, "headers"),
                DeliveryRows.optionalInt(row, "per_minute"),
                row.getBoolean("enabled"));
        Circuit circuit = new Circuit(
                row.getInt("failures"),
                Columns.optionalInstant(row, "open_until"),
                Columns.optionalInstant(row, "paused_until"));
        return new Endpoint(
                Columns.uuid(row, "id"),
                row.getString("tenant"),
                settings,
                Optional.ofNullable(row.getString("disabled_reason")),
                circuit,
                List.of(),
                Columns.instant(row, "created_at"));
    }

    /** The form that an endpoint chose, of the columns {@code format}, {@code template} and {@code template_type}. */
    static FormatChoice format(ResultSet row) throws SQLException {
        String template = row.getString("template");
        return new FormatChoice(
                FormatKind.of(row.getString("format")).orElseThrow(),
                template == null
                        ? Optional.empty()
                        : Optional.of(new FormatChoice.Text(template, row.getString("template_type"))));
    }
}
