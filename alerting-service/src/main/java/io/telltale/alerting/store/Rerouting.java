package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** What a changed routing does to alerts that fire already. */
final class Rerouting {

    private Rerouting() {}

    /**
     * Puts a tenant's firing alerts where its changed routing says. Where they do not belong any more they are forgotten, or
     * only their end is told, when their beginning was.
     */
    static void reroute(Connection connection, String tenant, List<Alert> firing) throws SQLException {
        lockAll(connection, tenant);
        GroupRows.route(connection, firing, List.of());
        List<GroupRows.Join> joins = GroupRows.joins(connection, firing);
        Object[] groups = joins.stream().map(join -> join.to().group()).toArray();
        Object[] alerts = joins.stream().map(join -> join.alert().id()).toArray();
        String forget = """
                delete from group_alerts p using notification_groups g
                where g.id = p.group_id and g.tenant = ? and p.told is null
                  and not exists (select from unnest(?, ?) as kept (group_id, alert_id)
                    where kept.group_id = p.group_id and kept.alert_id = p.alert_id)
                """;
        try (PreparedStatement delete = connection.prepareStatement(forget)) {
            delete.setString(1, tenant);
            delete.setArray(2, connection.createArrayOf("uuid", groups));
            delete.setArray(3, connection.createArrayOf("uuid", alerts));
            delete.executeUpdate();
        }
        String quiet = """
                update notification_groups set plan = jsonb_set(plan, '{repeatInterval}', '"P365D"'), flush_at = now()
                where tenant = ? and id <> all (?)
                """;
        try (PreparedStatement update = connection.prepareStatement(quiet)) {
            update.setString(1, tenant);
            update.setArray(2, connection.createArrayOf("uuid", groups));
            update.executeUpdate();
        }
    }

    private static void lockAll(Connection connection, String tenant) throws SQLException {
        String sql = "select id from notification_groups where tenant = ? order by id for update";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.executeQuery().close();
        }
    }
}
