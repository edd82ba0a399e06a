package io.telltale.alerting.store;

import io.telltale.alerting.store.DeliveryLog.Delivery;
import io.telltale.alerting.store.DeliveryLog.Numbered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables {@code deliveries} and {@code delivery_attempts} as operators look at them. */
final class LogRows {

    private static final String COLUMNS = """
            select d.id, d.seq, d.endpoint_id, n.type, d.state, d.attempts, d.last_status, d.last_error,
              d.next_attempt_at, d.created_at, d.delivered_at, a.at, a.millis, a.status, a.error, a.request, a.response
            from deliveries d join endpoints e on e.id = d.endpoint_id join notifications n on n.id = d.notification_id
            left join lateral (
              select * from delivery_attempts a where a.delivery_id = d.id order by a.id desc limit 1) a on true
            """;

    /** Anew, as if it were just told; what it is and where it goes stays. */
    private static final String ANEW = """
            update deliveries set state = 'pending', attempts = 0, next_attempt_at = now(), due_since = now(),
              delivered_at = null
            """;

    private LogRows() {}

    static List<Delivery> page(Connection connection, DeliveryLog.Filter filter, long before, int limit)
            throws SQLException {
        String sql = COLUMNS + " where e.tenant = ? and d.seq < ?"
                + (filter.endpoint().isPresent() ? " and d.endpoint_id = ?" : "")
                + (filter.state().isPresent() ? " and d.state = ?" : "") + " order by d.seq desc limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int index = 1;
            select.setString(index++, filter.tenant());
            select.setLong(index++, before);
            if (filter.endpoint().isPresent()) {
                select.setObject(index++, filter.endpoint().get());
            }
            if (filter.state().isPresent()) {
                select.setString(index++, filter.state().get());
            }
            select.setInt(index, limit);
            return deliveries(select);
        }
    }

    static Optional<Delivery> find(Connection connection, String tenant, UUID endpoint, UUID delivery)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + " where e.tenant = ? and d.endpoint_id = ? and d.id = ?")) {
            select.setString(1, tenant);
            select.setObject(2, endpoint);
            select.setObject(3, delivery);
            return deliveries(select).stream().findFirst();
        }
    }

    static List<Numbered> attempts(Connection connection, UUID delivery) throws SQLException {
        String sql = """
                select attempt, at, millis, status, error, request, response from delivery_attempts
                where delivery_id = ? order by id desc
                """;
        List<Numbered> attempts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, delivery);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    attempts.add(new Numbered(row.getInt("attempt"), attempt(row, Columns.instant(row, "at"))));
                }
            }
        }
        return attempts;
    }

    static boolean replay(Connection connection, UUID endpoint, UUID delivery) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ANEW + " where endpoint_id = ? and id = ?")) {
            update.setObject(1, endpoint);
            update.setObject(2, delivery);
            return update.executeUpdate() == 1;
        }
    }

    static int replay(Connection connection, UUID endpoint, Instant since, String state, int limit)
            throws SQLException {
        String sql = ANEW + """
                where id in (
                  select id from deliveries where endpoint_id = ? and state = ? and created_at >= ?
                  order by seq limit ? for update skip locked)
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, endpoint);
            update.setString(2, state);
            Columns.set(update, 3, since);
            update.setInt(4, limit);
            return update.executeUpdate();
        }
    }

    private static List<Delivery> deliveries(PreparedStatement select) throws SQLException {
        List<Delivery> deliveries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                deliveries.add(delivery(row));
            }
        }
        return deliveries;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Optional<Instant> attempted = Columns.optionalInstant(row, "at");
        return new Delivery(
                Columns.uuid(row, "id"),
                row.getLong("seq"),
                Columns.uuid(row, "endpoint_id"),
                row.getString("type"),
                row.getString("state"),
                row.getInt("attempts"),
                DeliveryRows.optionalInt(row, "last_status"),
                Optional.ofNullable(row.getString("last_error")),
                Columns.optionalInstant(row, "next_attempt_at"),
                Columns.instant(row, "created_at"),
                Columns.optionalInstant(row, "delivered_at"),
                attempted.isPresent() ? Optional.of(attempt(row, attempted.get())) : Optional.empty());
    }

    private static Attempt attempt(ResultSet row, Instant at) throws SQLException {
        return new Attempt(
                at,
                Duration.ofMillis(row.getInt("millis")),
                DeliveryRows.optionalInt(row, "status"),
                Optional.ofNullable(row.getString("error")),
                row.getString("request"),
                row.getString("response"));
    }
}
