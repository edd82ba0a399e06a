package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.rule.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** The table {@code alert_history}: everything that happened to an alert, written in the transaction in which it did. */
final class AlertHistory {

    private AlertHistory() {}

    /**
     * One thing that happened.
     *
     * @param at when: for readings when they were measured, else when it was done
     * @param what a word of a closed list: the states of an alert, and what people and mutes do with it
     * @param by who or what did it; empty for the readings
     */
    record Entry(Alert alert, Instant at, String what, Optional<String> by, Optional<String> note) {

        /** What a reading, a finding or a rule brought. */
        static Entry of(Alert alert, String what) {
            return new Entry(alert, alert.lastAt(), what, Optional.empty(), Optional.empty());
        }
    }

    static void append(Connection connection, Collection<Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        String sql = """
                insert into alert_history (alert_id, at, what, severity, value, summary, by, note)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Entry entry : entries) {
                insert.setObject(1, entry.alert.id());
                Columns.set(insert, 2, entry.at);
                insert.setString(3, entry.what);
                insert.setString(4, entry.alert.severity().wire());
                insert.setDouble(5, entry.alert.value());
                insert.setString(6, entry.alert.summary());
                insert.setString(7, entry.by.orElse(null));
                insert.setString(8, entry.note.orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** What happened to an alert before a place in its history, the latest first. */
    static List<Happened> page(Connection connection, UUID alert, long before, int limit) throws SQLException {
        String sql = """
                select id, at, what, severity, value, summary, by, note
                from alert_history where alert_id = ? and id < ? order by id desc limit ?
                """;
        List<Happened> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, alert);
            select.setLong(2, before);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Happened(
                            row.getLong("id"),
                            Columns.instant(row, "at"),
                            row.getString("what"),
                            Optional.ofNullable(row.getString("severity")),
                            value(row),
                            Optional.ofNullable(row.getString("summary")),
                            Optional.ofNullable(row.getString("by")),
                            Optional.ofNullable(row.getString("note"))));
                }
            }
        }
        return found;
    }

    private static OptionalDouble value(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Alerts that are over, as they were when they began to fire. */
    static Map<UUID, Alert> asTheyFired(Connection connection, List<Alert> over) throws SQLException {
        if (over.isEmpty()) {
            return Map.of();
        }
        String sql = """
                select distinct on (alert_id) alert_id, at, severity, value, summary from alert_history
                where alert_id = any (?) and what = 'firing' order by alert_id, id desc
                """;
        Map<UUID, Alert> byId = new HashMap<>();
        over.forEach(alert -> byId.put(alert.id(), alert));
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", byId.keySet().toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID id = Columns.uuid(row, "alert_id");
                    Alert alert = byId.get(id);
                    if (alert != null) {
                        byId.put(id, asItFired(alert, row));
                    }
                }
            }
        }
        return byId;
    }

    private static Alert asItFired(Alert alert, ResultSet row) throws SQLException {
        return alert.asItFired(
                Severity.of(row.getString("severity")).orElse(alert.severity()),
                Columns.instant(row, "at"),
                row.getDouble("value"),
                row.getString("summary"));
    }

    /** Forgets what happened to alerts that came to nothing. */
    static void delete(Connection connection, Collection<UUID> alerts) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from alert_history where alert_id = any (?)")) {
            delete.setArray(1, connection.createArrayOf("uuid", alerts.toArray()));
            delete.executeUpdate();
        }
    }
}
