package io.telltale.alerting.store;

import io.telltale.alerting.alert.Acknowledgement;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.ShownAlert;
import io.telltale.alerting.rule.Severity;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code alerts} with what mutes them, as {@code group_alerts} has it. */
final class ShownAlertRows {

    private static final String SELECT = "select " + AlertRows.COLUMNS + ", " + AcknowledgementRows.COLUMNS + """
            , silenced_by, inhibited_by, flapping
            from alerts left join lateral (
              select array_agg(distinct cause) filter (where g.muted = 'silenced') as silenced_by,
                array_agg(distinct cause) filter (where g.muted = 'inhibited') as inhibited_by,
                bool_or(g.muted = 'flapping') as flapping
              from group_alerts g left join lateral unnest(g.muted_by) cause on true
              where g.alert_id = alerts.id and g.muted is not null) mutes on true
            """;

    private static final String ACKNOWLEDGED = """
            (acknowledged_at is not null and (acknowledged_until is null or acknowledged_until > ?)) = ?""";

    private static final String MUTED = """
            exists (select from group_alerts g where g.alert_id = alerts.id and g.muted is not null) = ?""";

    private ShownAlertRows() {}

    /** Alerts before a place in the list, newest first. */
    static List<ShownAlert> page(Connection connection, AlertFilter filter, long before, int limit)
            throws SQLException {
        Conditions conditions = conditions(filter).and("seq < ?", before);
        String sql = SELECT + conditions.where() + " order by seq desc limit " + limit;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            conditions.bind(select);
            return read(select, filter.now());
        }
    }

    /** A tenant's alert. */
    static Optional<ShownAlert> find(Connection connection, String tenant, UUID id, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where tenant = ? and id = ?")) {
            select.setString(1, tenant);
            select.setObject(2, id);
            return read(select, now).stream().findFirst();
        }
    }

    private static Conditions conditions(AlertFilter filter) {
        Conditions conditions = new Conditions().and("tenant = ?", filter.tenant());
        if (!filter.states().isEmpty()) {
            conditions.and(
                    "state = any (?)",
                    filter.states().stream().map(AlertState::wire).toArray(String[]::new));
        }
        if (!filter.severities().isEmpty()) {
            conditions.and(
                    "severity = any (?)",
                    filter.severities().stream().map(Severity::wire).toArray(String[]::new));
        }
        filter.device().ifPresent(device -> conditions.and("device = ?", device));
        filter.rule().ifPresent(rule -> conditions.and("(rule_name = ? or rule_id::text = lower(?))", rule, rule));
        filter.acknowledged().ifPresent(wanted -> conditions.and(ACKNOWLEDGED, filter.now(), wanted));
        filter.muted().ifPresent(wanted -> conditions.and(MUTED, wanted));
        return conditions;
    }

    private static List<ShownAlert> read(PreparedStatement select, Instant now) throws SQLException {
        List<ShownAlert> alerts = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Optional<Acknowledgement> said = AcknowledgementRows.of(row);
                alerts.add(new ShownAlert(
                        AlertRows.alert(row),
                        row.getLong("seq"),
                        said.filter(acknowledgement -> acknowledgement.holds(now)),
                        texts(row, "silenced_by"),
                        texts(row, "inhibited_by"),
                        row.getBoolean("flapping")));
            }
        }
        return alerts;
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
