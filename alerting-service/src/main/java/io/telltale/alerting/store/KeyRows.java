package io.telltale.alerting.store;

import io.telltale.alerting.store.Endpoint.SigningKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table {@code endpoint_keys}. */
final class KeyRows {

    private KeyRows() {}

    static void insert(Connection connection, UUID endpoint, SigningKey key) throws SQLException {
        String sql = "insert into endpoint_keys (endpoint_id, secret, created_at, expires_at) values (?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, endpoint);
            insert.setString(2, key.secret());
            Columns.set(insert, 3, key.createdAt());
            Columns.set(insert, 4, key.expiresAt());
            insert.executeUpdate();
        }
    }

    /** The keys that sign now, the newest first. */
    static Map<UUID, List<SigningKey>> of(Connection connection, Collection<UUID> endpoints) throws SQLException {
        String sql = """
                select endpoint_id, secret, created_at, expires_at from endpoint_keys
                where endpoint_id = any (?) and (expires_at is null or expires_at > now()) order by id desc
                """;
        Map<UUID, List<SigningKey>> keys = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", endpoints.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.computeIfAbsent(Columns.uuid(row, "endpoint_id"), id -> new ArrayList<>())
                            .add(new SigningKey(
                                    row.getString("secret"),
                                    Columns.instant(row, "created_at"),
                                    Columns.optionalInstant(row, "expires_at")));
                }
            }
        }
        return keys;
    }

    /** The keys that are there sign for {@code overlap} more, unless they end sooner; those that ended are removed. */
    static void retire(Connection connection, UUID endpoint, Duration overlap) throws SQLException {
        String sql = """
                with ended as (delete from endpoint_keys where endpoint_id = ? and expires_at <= now())
                update endpoint_keys set expires_at = least(expires_at, now() + ? * interval '1 millisecond')
                where endpoint_id = ? and (expires_at is null or expires_at > now())
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, endpoint);
            update.setLong(2, overlap.toMillis());
            update.setObject(3, endpoint);
            update.executeUpdate();
        }
    }
}
