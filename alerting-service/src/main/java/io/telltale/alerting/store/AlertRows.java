package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import io.telltale.events.Shards;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code alerts}. */
final class AlertRows {

    static final String COLUMNS = """
            id, seq, tenant, rule_id, rule_revision, rule_name, kind, severity, device, metric, state, value, summary, \
            labels, annotations, started_at, last_at, cleared_at, resolved_at""";

    /** The kinds of rules that are judged with readings, lane by lane. */
    private static final String OF_READINGS = "('threshold', 'rate', 'aggregate', 'composite')";

    private AlertRows() {}

    /** Every alert of a lane that is pending or firing and was opened by readings. */
    static List<Alert> openOfReadings(Connection connection, int shard) throws SQLException {
        String sql = "select " + COLUMNS + " from alerts where shard = ? and state <> 'resolved' and kind in "
                + OF_READINGS + " order by seq";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, shard);
            return alerts(select);
        }
    }

    /** A rule's alerts that are pending or firing. */
    static List<Alert> openOfRule(Connection connection, UUID rule) throws SQLException {
        String sql = "select " + COLUMNS + " from alerts where rule_id = ? and state <> 'resolved' order by seq";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, rule);
            return alerts(select);
        }
    }

    /** The newest alert of a rule and series, open or not, locked until the transaction ends. */
    static Optional<Alert> latest(Connection connection, UUID rule, SeriesKey series) throws SQLException {
        String sql = "select " + COLUMNS + """
                 from alerts where rule_id = ? and device = ? and metric = ?
                order by started_at desc limit 1 for update
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, rule);
            select.setString(2, series.device());
            select.setString(3, series.metric());
            return alerts(select).stream().findFirst();
        }
    }

    /** Firing anomaly alerts that heard nothing for {@code quiet}, locked; those another replica holds are left out. */
    static List<Alert> quietAnomalies(Connection connection, Duration quiet, int limit) throws SQLException {
        String sql = "select " + COLUMNS + """
                 from alerts where state = 'firing' and kind = 'anomaly'
                  and touched_at < now() - ? * interval '1 millisecond'
                order by touched_at limit ? for update skip locked
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, quiet.toMillis());
            select.setInt(2, limit);
            return alerts(select);
        }
    }

    /** Writes alerts as they stand now: new ones are added, known ones moved on. */
    static void save(Connection connection, Collection<Alert> alerts) throws SQLException {
        String sql = """
                insert into alerts (id, shard, tenant, rule_id, rule_revision, rule_name, kind, severity, device, metric,
                  state, value, summary, labels, annotations, started_at, last_at, cleared_at, resolved_at, came_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?,
                  case when ? then now() end)
                on conflict (id) do update set rule_revision = excluded.rule_revision, severity = excluded.severity,
                  state = excluded.state, value = excluded.value, summary = excluded.summary,
                  annotations = excluded.annotations, last_at = excluded.last_at, cleared_at = excluded.cleared_at,
                  resolved_at = excluded.resolved_at, touched_at = now(),
                  came_at = case when excluded.state <> 'pending' and (alerts.state = 'pending' or (alerts.severity,
                      excluded.severity) in (('info', 'warning'), ('info', 'critical'), ('warning', 'critical')))
                    then now() else alerts.came_at end
                where alerts.state <> 'resolved'
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (Alert alert : alerts) {
                bind(upsert, alert);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** Removes pending alerts that came to nothing. */
    static void delete(Connection connection, Collection<UUID> ids) throws SQLException {
        String sql = "delete from alerts where id = any (?) and state = 'pending'";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            delete.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Alert alert) throws SQLException {
        SeriesKey series = alert.series();
        statement.setObject(1, alert.id());
        statement.setInt(2, Shards.of(series.tenant(), series.device()));
        statement.setString(3, series.tenant());
        statement.setObject(4, alert.ruleId());
        statement.setLong(5, alert.ruleRevision());
        statement.setString(6, alert.ruleName());
        statement.setString(7, alert.kind());
        statement.setString(8, alert.severity().wire());
        statement.setString(9, series.device());
        statement.setString(10, series.metric());
        statement.setString(11, alert.state().wire());
        statement.setDouble(12, alert.value());
        statement.setString(13, alert.summary());
        statement.setString(14, Columns.json(alert.labels()));
        statement.setString(15, Columns.json(alert.annotations()));
        Columns.set(statement, 16, alert.startedAt());
        Columns.set(statement, 17, alert.lastAt());
        Columns.set(statement, 18, alert.clearedAt());
        Columns.set(statement, 19, alert.resolvedAt());
        statement.setBoolean(20, alert.state() != AlertState.PENDING);
    }

    private static List<Alert> alerts(PreparedStatement select) throws SQLException {
        List<Alert> alerts = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                alerts.add(alert(row));
            }
        }
        return alerts;
    }

    /** The alert of a row that has {@link #COLUMNS}. */
    static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "rule_id"),
                row.getLong("rule_revision"),
                row.getString("rule_name"),
                row.getString("kind"),
                Severity.of(row.getString("severity")).orElseThrow(),
                new SeriesKey(row.getString("tenant"), row.getString("device"), row.getString("metric")),
                AlertState.of(row.getString("state")).orElseThrow(),
                row.getDouble("value"),
                row.getString("summary"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "last_at"),
                Columns.optionalInstant(row, "cleared_at"),
                Columns.optionalInstant(row, "resolved_at"),
                Columns.strings(row, "labels"),
                Columns.strings(row, "annotations"));
    }
}
