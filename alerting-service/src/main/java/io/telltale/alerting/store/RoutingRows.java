package io.telltale.alerting.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.telltale.alerting.routing.InvalidRoutingException;
import io.telltale.alerting.routing.Routing;
import io.telltale.alerting.routing.RoutingDocument;
import io.telltale.events.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table {@code routing}. */
final class RoutingRows {

    /** The routing of tenants that have none of their own. */
    static final Routing DEFAULT = new Routing(Routing.DEFAULT);

    private RoutingRows() {}

    /** The routing of tenants that have their own; nobody changes it until the transaction ends. Locks before any group. */
    static Map<String, Routing> held(Connection connection, Collection<String> tenants) throws SQLException {
        return of(connection, tenants, " order by tenant for share");
    }

    /** The routing of tenants that have their own, as it stands. */
    static Map<String, Routing> of(Connection connection, Collection<String> tenants) throws SQLException {
        return of(connection, tenants, "");
    }

    private static Map<String, Routing> of(Connection connection, Collection<String> tenants, String lock)
            throws SQLException {
        String sql = "select tenant, body from routing where tenant = any (?)" + lock;
        Map<String, Routing> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(
                    1,
                    connection.createArrayOf("text", tenants.stream().distinct().toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(row.getString("tenant"), routing(row.getString("body")));
                }
            }
        }
        return found;
    }

    /** A tenant's own document. */
    static Optional<RoutingDocument> find(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select body from routing where tenant = ?")) {
            select.setString(1, tenant);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(document(row.getString("body"))) : Optional.empty();
            }
        }
    }

    /** Replaces a tenant's document. */
    static void save(Connection connection, String tenant, RoutingDocument document, String by) throws SQLException {
        String sql = """
                insert into routing (tenant, revision, body, updated_by) values (?, 1, ?::jsonb, ?)
                on conflict (tenant) do update set revision = routing.revision + 1, body = excluded.body,
                  updated_by = excluded.updated_by, updated_at = now()
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, tenant);
            upsert.setString(2, Json.MAPPER.writeValueAsString(document));
            upsert.setString(3, by);
            upsert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a routing is always JSON", e);
        }
    }

    private static Routing routing(String body) throws SQLException {
        try {
            return new Routing(document(body));
        } catch (InvalidRoutingException e) {
            throw new SQLException("the routing in the database is refused: " + e.field(), e);
        }
    }

    private static RoutingDocument document(String body) throws SQLException {
        try {
            return Json.MAPPER.readValue(body, RoutingDocument.class);
        } catch (JsonProcessingException e) {
            throw new SQLException("column body is no routing", e);
        }
    }
}
