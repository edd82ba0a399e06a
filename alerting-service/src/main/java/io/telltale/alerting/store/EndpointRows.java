package io.telltale.alerting.store;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code endpoints}. */
final class EndpointRows {

    private static final String COLUMNS = "id, seq, tenant, url, description, enabled, disabled_reason, created_at";

    private EndpointRows() {}

    /** A tenant's endpoints after a place in the list, oldest first. */
    static List<EndpointStore.Listed> page(Connection connection, String tenant, long after, int limit)
            throws SQLException {
        String sql = "select " + COLUMNS + " from endpoints where tenant = ? and seq > ? order by seq limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setLong(2, after);
            select.setInt(3, limit);
            return endpoints(select);
        }
    }

    /** An endpoint of a tenant. */
    static Optional<Endpoint> find(Connection connection, String tenant, UUID id) throws SQLException {
        String sql = "select " + COLUMNS + " from endpoints where tenant = ? and id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setObject(2, id);
            return endpoints(select).stream()
                    .map(EndpointStore.Listed::endpoint)
                    .findFirst();
        }
    }

    /** A tenant's endpoints that something may be sent to. */
    static List<Endpoint> enabled(Connection connection, String tenant) throws SQLException {
        String sql = "select " + COLUMNS + " from endpoints where tenant = ? and enabled order by seq";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            return endpoints(select).stream()
                    .map(EndpointStore.Listed::endpoint)
                    .toList();
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

    /** Adds an endpoint with its signing secret. */
    static void insert(Connection connection, Endpoint endpoint, String secret) throws SQLException {
        String sql =
                "insert into endpoints (id, tenant, url, description, secret, created_at) values (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, endpoint.id());
            insert.setString(2, endpoint.tenant());
            insert.setString(3, endpoint.url().toString());
            insert.setString(4, endpoint.description().orElse(null));
            insert.setString(5, secret);
            Columns.set(insert, 6, endpoint.createdAt());
            insert.executeUpdate();
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

    /** Sends nothing more there; what was waiting is given up. */
    static void disable(Connection connection, UUID id, String reason) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update endpoints set enabled = false, disabled_reason = ? where id = ?")) {
            update.setString(1, reason);
            update.setObject(2, id);
            update.executeUpdate();
        }
        String sql = """
                update deliveries set state = 'dead', last_error = ?, next_attempt_at = null, claimed_by = null,
                  claimed_until = null
                where endpoint_id = ? and state in ('pending', 'failed')
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, "endpoint disabled: " + reason);
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    /** Sends nothing there before {@code until}, because the receiver asked for it. */
    static void pause(Connection connection, UUID id, Instant until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update endpoints set paused_until = greatest(paused_until, ?) where id = ?")) {
            Columns.set(update, 1, until);
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    private static List<EndpointStore.Listed> endpoints(PreparedStatement select) throws SQLException {
        List<EndpointStore.Listed> endpoints = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Endpoint endpoint = new Endpoint(
                        Columns.uuid(row, "id"),
                        row.getString("tenant"),
                        URI.create(row.getString("url")),
                        Optional.ofNullable(row.getString("description")),
                        row.getBoolean("enabled"),
                        Optional.ofNullable(row.getString("disabled_reason")),
                        Columns.instant(row, "created_at"));
                endpoints.add(new EndpointStore.Listed(endpoint, row.getLong("seq")));
            }
        }
        return endpoints;
    }
}
