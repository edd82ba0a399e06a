package io.telltale.anomaly.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Anomalies, and their events for as long as nobody has confirmed them. */
final class AnomalyTable {

    private static final long MICROS = 1_000_000;
    private static final String INSERT = """
            insert into anomalies
                (series_id, ts, value, score, severity, expected_low, expected_high, detector, reason)
            values (?, timestamptz 'epoch' + ? * interval '1 second' + ? * interval '1 microsecond', ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing""";
    private static final String REMEMBER = """
            insert into anomaly_outbox (id, shard, subject, event) values (?, ?, ?, ?) on conflict do nothing""";
    private static final String FORGET = "delete from anomaly_outbox where id = any(?)";
    private static final String REMEMBERED = """
            select id, subject, event from anomaly_outbox where shard = ? order by id limit ?""";

    private AnomalyTable() {}

    static void insert(Connection connection, int shard, List<AnomalyRow> anomalies) throws SQLException {
        if (anomalies.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement remember = connection.prepareStatement(REMEMBER)) {
            for (AnomalyRow row : anomalies) {
                insert.setInt(1, row.seriesId());
                insert.setLong(2, Math.floorDiv(row.micros(), MICROS));
                insert.setLong(3, Math.floorMod(row.micros(), MICROS));
                insert.setDouble(4, row.value());
                insert.setDouble(5, row.score());
                insert.setString(6, row.severity());
                insert.setDouble(7, row.expectedLow());
                insert.setDouble(8, row.expectedHigh());
                insert.setString(9, row.detector());
                insert.setString(10, row.reason());
                insert.addBatch();
                remember.setString(1, row.eventId());
                remember.setInt(2, shard);
                remember.setString(3, row.subject());
                remember.setBytes(4, row.event());
                remember.addBatch();
            }
            insert.executeBatch();
            remember.executeBatch();
        }
    }

    static void forgetEvents(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setArray(1, connection.createArrayOf("text", ids.toArray()));
            delete.executeUpdate();
        }
    }

    static List<PendingEvent> pendingEvents(Connection connection, int shard, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REMEMBERED)) {
            select.setInt(1, shard);
            select.setInt(2, limit);
            List<PendingEvent> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(new PendingEvent(row.getString(1), row.getString(2), row.getBytes(3)));
                }
            }
            return events;
        }
    }
}
