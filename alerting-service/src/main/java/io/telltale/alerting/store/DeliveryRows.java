package io.telltale.alerting.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The table {@code deliveries}: each notification on its way to each endpoint, and how each attempt ended. */
final class DeliveryRows {

    private static final int MAX_ATTEMPTS_LOGGED = 50;

    private DeliveryRows() {}

    /** How a delivery stands after an attempt. */
    record Standing(String state, Optional<Instant> next) {

        static final Standing DELIVERED = new Standing("delivered", Optional.empty());
        static final Standing DEAD = new Standing("dead", Optional.empty());

        static Standing failed(Instant next) {
            return new Standing("failed", Optional.of(next));
        }
    }

    /** Writes how an attempt ended, and logs it; a success closes the circuit of its endpoint. Whether the claim still stood, else nothing was written. */
    static boolean settle(Connection connection, Claim claim, Standing standing, Attempt attempt) throws SQLException {
        String sql = """
                with settled as (
                  update deliveries set state = ?, last_status = ?, last_error = ?, next_attempt_at = ?,
                    delivered_at = case when ? then now() end, claimed_by = null, claimed_until = null
                  where id = ? and claimed_by = ? returning id, attempts),
                well as (
                  update endpoints e set failures = 0, openings = 0, open_until = null from settled
                  where ? and e.id = ? and e.failures > 0),
                forgotten as (
                  delete from delivery_attempts a using settled s
                  where a.delivery_id = s.id and s.attempts > ? and a.attempt <= s.attempts - ?)
                insert into delivery_attempts (delivery_id, attempt, at, millis, status, error, request, response)
                select id, ?, ?, ?, ?, ?, ?, ? from settled
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, standing.state());
            set(update, 2, attempt.status());
            update.setString(3, attempt.error().orElse(null));
            Columns.set(update, 4, standing.next());
            update.setBoolean(5, standing.equals(Standing.DELIVERED));
            update.setObject(6, claim.delivery());
            update.setObject(7, claim.claimedBy());
            update.setBoolean(8, standing.equals(Standing.DELIVERED));
            update.setObject(9, claim.endpoint());
            update.setInt(10, MAX_ATTEMPTS_LOGGED);
            update.setInt(11, MAX_ATTEMPTS_LOGGED);
            update.setInt(12, claim.attempt());
            Columns.set(update, 13, attempt.at());
            update.setInt(14, Math.toIntExact(Math.min(attempt.took().toMillis(), Integer.MAX_VALUE)));
            set(update, 15, attempt.status());
            update.setString(16, attempt.error().orElse(null));
            update.setString(17, attempt.request());
            update.setString(18, attempt.response());
            return update.executeUpdate() == 1;
        }
    }

    /** Gives up what has waited for an endpoint longer than {@code patience}; how many. */
    static int expire(Connection connection, UUID endpoint, Duration patience) throws SQLException {
        String sql = """
                update deliveries set state = 'dead', next_attempt_at = null, claimed_by = null, claimed_until = null,
                  last_error = 'given up: its endpoint failed for too long'
                where endpoint_id = ? and state in ('pending', 'failed')
                  and due_since < now() - ? * interval '1 millisecond'
                  and (claimed_until is null or claimed_until < now())
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, endpoint);
            update.setLong(2, patience.toMillis());
            return update.executeUpdate();
        }
    }

    /** Gives up everything that waits for an endpoint. */
    static void giveUp(Connection connection, UUID endpoint, String reason) throws SQLException {
        String sql = """
                update deliveries set state = 'dead', last_error = ?, next_attempt_at = null, claimed_by = null,
                  claimed_until = null
                where endpoint_id = ? and state in ('pending', 'failed')
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, reason);
            update.setObject(2, endpoint);
            update.executeUpdate();
        }
    }

    static void set(PreparedStatement statement, int index, OptionalInt number) throws SQLException {
        if (number.isPresent()) {
            statement.setInt(index, number.getAsInt());
        } else {
            statement.setNull(index, Types.INTEGER);
        }
    }

    static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
