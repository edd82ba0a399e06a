package io.telltale.alerting.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** The table {@code endpoints} as those see it who send: is it well, does it want to be left alone. */
final class CircuitRows {

    private CircuitRows() {}

    /**
     * A failure: from {@link DeliveryStore.Breaker#trips} in a row on nothing is sent for a while, which doubles each time the
     * one that is sent after it fails, too. What fails while the circuit is open, because it was under way, makes it no longer.
     *
     * @param probed whether it was the one that tried out a half-open circuit
     * @return whether the circuit opened now
     */
    static boolean fail(Connection connection, UUID id, DeliveryStore.Breaker breaker, boolean probed)
            throws SQLException {
        String sql = """
                with before as (select id, failures, openings, open_until from endpoints where id = ? for no key update),
                after as (
                  select id, failures + 1 >= ? and (? or open_until is null or open_until <= now()) as opens from before)
                update endpoints e set failures = b.failures + 1,
                  openings = b.openings + case when a.opens then 1 else 0 end,
                  open_until = case when a.opens
                    then now() + least(? * power(2, least(b.openings, 30)), ?) * interval '1 millisecond' else b.open_until end
                from before b, after a where e.id = b.id returning a.opens
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, id);
            update.setInt(2, breaker.trips());
            update.setBoolean(3, probed);
            update.setLong(4, breaker.pause().toMillis());
            update.setLong(5, breaker.longest().toMillis());
            try (ResultSet row = update.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
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
        DeliveryRows.giveUp(connection, id, "endpoint disabled: " + reason);
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
}
