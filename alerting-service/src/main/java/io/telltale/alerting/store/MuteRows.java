package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertLabels;
import io.telltale.alerting.mute.Muting;
import io.telltale.alerting.routing.InhibitRule;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.Routing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What mutes alerts, as the database has it: silences, and firing alerts that are a source of some inhibition. */
final class MuteRows {

    private static final int MOST_SOURCES = 20_000;

    /** Labels that are columns of their own. */
    private static final Map<String, String> COLUMNS = Map.of(
            "alertname", "rule_name",
            "severity", "severity",
            "kind", "kind",
            "device", "device",
            "metric", "metric");

    private MuteRows() {}

    static Muting muting(Connection connection, String tenant) throws SQLException {
        Routing routing = RoutingRows.of(connection, List.of(tenant)).getOrDefault(tenant, RoutingRows.DEFAULT);
        return muting(connection, tenant, routing, now(connection));
    }

    static Muting muting(Connection connection, String tenant, Routing routing, Instant now) throws SQLException {
        List<Muting.Source> sources = new ArrayList<>();
        for (InhibitRule rule : routing.inhibitRules()) {
            sources(connection, tenant, rule)
                    .forEach(alert -> sources.add(new Muting.Source(alert.id(), AlertLabels.of(alert))));
        }
        return new Muting(SilenceRows.current(connection, tenant), routing.inhibitRules(), sources, now);
    }

    /** Firing alerts that may be a source; whether they are is for the rule to say. */
    private static List<Alert> sources(Connection connection, String tenant, InhibitRule rule) throws SQLException {
        StringBuilder sql =
                new StringBuilder("select " + AlertRows.COLUMNS + " from alerts where tenant = ? and state = 'firing'");
        List<String> values = new ArrayList<>();
        for (Matcher matcher : rule.source()) {
            if (matcher.op() == Matcher.Op.EQUAL
                    && !matcher.value().isEmpty()
                    && !matcher.name().equals("tenant")) {
                String column = COLUMNS.get(matcher.name());
                if (column == null) {
                    values.add(matcher.name());
                }
                sql.append(" and ")
                        .append(column == null ? "labels ->> ?" : column)
                        .append(" = ?");
                values.add(matcher.value());
            }
        }
        return alerts(connection, sql.toString(), tenant, values, MOST_SOURCES);
    }

    /** A tenant's firing alerts, the newest first. */
    static List<Alert> firing(Connection connection, String tenant, int limit) throws SQLException {
        String sql = "select " + AlertRows.COLUMNS + " from alerts where tenant = ? and state = 'firing'";
        return alerts(connection, sql, tenant, List.of(), limit);
    }

    private static List<Alert> alerts(Connection connection, String sql, String tenant, List<String> values, int limit)
            throws SQLException {
        List<Alert> alerts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql + " order by seq desc limit ?")) {
            int index = 1;
            select.setString(index++, tenant);
            for (String value : values) {
                select.setString(index++, value);
            }
            select.setInt(index, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    alerts.add(AlertRows.alert(row));
                }
            }
        }
        return alerts;
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select now()");
                ResultSet row = select.executeQuery()) {
            row.next();
            return Columns.instant(row, "now");
        }
    }
}
