package io.telltale.alerting.store;

import io.telltale.alerting.notification.EndpointFormat;
import io.telltale.alerting.notification.Notification;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code deliveries}: each notification on its way to each endpoint. */
final class DeliveryRows {

    private DeliveryRows() {}

    /** See {@link DeliveryStore#claim}. */
    static List<Claim> claim(Connection connection, Map<UUID, Integer> busy, int perEndpoint, int limit, Duration lease)
            throws SQLException {
        String sql = """
                with busy as (select * from unnest(?, ?) as b (endpoint_id, attempts)),
                due as (
                  select picked.id from endpoints e left join busy b on b.endpoint_id = e.id
                  cross join lateral (
                    select d.id from deliveries d
                    where d.endpoint_id = e.id and d.state in ('pending', 'failed') and d.next_attempt_at <= now()
                      and (d.claimed_until is null or d.claimed_until < now())
                      and not exists (select 1 from deliveries before where before.endpoint_id = d.endpoint_id
                        and before.group_id = d.group_id and before.seq < d.seq
                        and before.state in ('pending', 'failed'))
                    order by d.next_attempt_at limit greatest(? - coalesce(b.attempts, 0), 0)
                    for update skip locked) picked
                  where e.enabled and (e.paused_until is null or e.paused_until <= now())
                  limit ?)
                update deliveries d set attempts = attempts + 1, claimed_by = ?,
                  claimed_until = now() + ? * interval '1 millisecond'
                from due, endpoints e
                where d.id = due.id and e.id = d.endpoint_id
                returning d.id, d.endpoint_id, e.url, e.secret, d.body, d.attempts
                """;
        UUID claimedBy = UUID.randomUUID();
        List<Claim> claims = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("uuid", busy.keySet().toArray()));
            update.setArray(2, connection.createArrayOf("int", busy.values().toArray()));
            update.setInt(3, perEndpoint);
            update.setInt(4, limit);
            update.setObject(5, claimedBy);
            update.setLong(6, lease.toMillis());
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    claims.add(new Claim(
                            Columns.uuid(row, "id"),
                            Columns.uuid(row, "endpoint_id"),
                            URI.create(row.getString("url")),
                            row.getString("secret"),
                            row.getString("body"),
                            row.getInt("attempts"),
                            claimedBy));
                }
            }
        }
        return claims;
    }

    /** Asks for the delivery of a notification to each of these endpoints, in its form. */
    static void insert(Connection connection, UUID group, Notification notification, Collection<Endpoint> endpoints)
            throws SQLException {
        String sql = """
                insert into deliveries (id, endpoint_id, notification_id, group_id, body)
                values (md5(?::text || ?::text)::uuid, ?, ?, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Endpoint endpoint : endpoints) {
                insert.setObject(1, notification.id());
                insert.setObject(2, endpoint.id());
                insert.setObject(3, endpoint.id());
                insert.setObject(4, notification.id());
                insert.setObject(5, group);
                insert.setString(6, EndpointFormat.STANDARD.render(notification));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** See {@link DeliveryStore#renew}; how many still stood. */
    static int renew(Connection connection, Collection<Claim> claims, Duration lease) throws SQLException {
        String sql = """
                update deliveries d set claimed_until = now() + ? * interval '1 millisecond'
                from unnest(?, ?) as mine (id, claimed_by) where d.id = mine.id and d.claimed_by = mine.claimed_by
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, lease.toMillis());
            Object[] deliveries = claims.stream().map(Claim::delivery).toArray();
            Object[] claimants = claims.stream().map(Claim::claimedBy).toArray();
            update.setArray(2, connection.createArrayOf("uuid", deliveries));
            update.setArray(3, connection.createArrayOf("uuid", claimants));
            return update.executeUpdate();
        }
    }

    /** Whether the claim still stood; else nothing was written, here and below. */
    static boolean delivered(Connection connection, Claim claim, int status) throws SQLException {
        return settle(connection, claim, "delivered", OptionalInt.of(status), null, Optional.empty());
    }

    static boolean failed(Connection connection, Claim claim, OptionalInt status, String error, Instant next)
            throws SQLException {
        return settle(connection, claim, "failed", status, error, Optional.of(next));
    }

    static boolean dead(Connection connection, Claim claim, OptionalInt status, String error) throws SQLException {
        return settle(connection, claim, "dead", status, error, Optional.empty());
    }

    private static boolean settle(
            Connection connection,
            Claim claim,
            String state,
            OptionalInt status,
            @Nullable String error,
            Optional<Instant> next)
            throws SQLException {
        String sql = """
                update deliveries set state = ?, last_status = ?, last_error = ?, next_attempt_at = ?,
                  delivered_at = case when ? then now() end, claimed_by = null, claimed_until = null
                where id = ? and claimed_by = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, state);
            if (status.isPresent()) {
                update.setInt(2, status.getAsInt());
            } else {
                update.setNull(2, Types.INTEGER);
            }
            update.setString(3, error);
            Columns.set(update, 4, next);
            update.setBoolean(5, state.equals("delivered"));
            update.setObject(6, claim.delivery());
            update.setObject(7, claim.claimedBy());
            return update.executeUpdate() == 1;
        }
    }

    /** An endpoint's deliveries before a place in the list, newest first. */
    static List<EndpointStore.Delivery> page(Connection connection, UUID endpoint, long before, int limit)
            throws SQLException {
        String sql = """
                select d.id, d.seq, n.type, d.state, d.attempts, d.last_status, d.last_error, d.next_attempt_at,
                  d.created_at, d.delivered_at
                from deliveries d join notifications n on n.id = d.notification_id
                where d.endpoint_id = ? and d.seq < ? order by d.seq desc limit ?
                """;
        List<EndpointStore.Delivery> deliveries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, endpoint);
            select.setLong(2, before);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    deliveries.add(delivery(row));
                }
            }
        }
        return deliveries;
    }

    private static EndpointStore.Delivery delivery(ResultSet row) throws SQLException {
        int status = row.getInt("last_status");
        OptionalInt lastStatus = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status);
        return new EndpointStore.Delivery(
                Columns.uuid(row, "id"),
                row.getLong("seq"),
                row.getString("type"),
                row.getString("state"),
                row.getInt("attempts"),
                lastStatus,
                Optional.ofNullable(row.getString("last_error")),
                Columns.optionalInstant(row, "next_attempt_at"),
                Columns.instant(row, "created_at"),
                Columns.optionalInstant(row, "delivered_at"));
    }
}
