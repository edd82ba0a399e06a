package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.group.Group;
import io.telltale.alerting.routing.Flapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How often alerts came back lately, for groups whose route asks for it. */
final class FlapRows {

    private FlapRows() {}

    /** For each firing alert of such groups: how often its rule and series had an alert within the time, itself included. */
    static Map<UUID, Integer> count(
            Connection connection, List<Group> groups, Map<UUID, List<GroupAlerts.Standing>> members)
            throws SQLException {
        Map<UUID, Integer> came = new HashMap<>();
        for (Group group : groups) {
            Optional<Flapping> flapping = group.plan().flapping();
            if (flapping.isPresent()) {
                count(connection, flapping.get(), members.getOrDefault(group.id(), List.of()), came);
            }
        }
        return came;
    }

    private static void count(
            Connection connection, Flapping flapping, List<GroupAlerts.Standing> members, Map<UUID, Integer> came)
            throws SQLException {
        String sql = """
                select count(*) from (select from alerts where rule_id = ? and device = ? and metric = ?
                  and started_at > ? and started_at <= ? limit ?) as lately
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (GroupAlerts.Standing standing : members) {
                Alert alert = standing.member().alert();
                if (alert.state() == AlertState.FIRING) {
                    select.setObject(1, alert.ruleId());
                    select.setString(2, alert.series().device());
                    select.setString(3, alert.series().metric());
                    Columns.set(select, 4, alert.startedAt().minus(flapping.within()));
                    Columns.set(select, 5, alert.startedAt());
                    select.setInt(6, flapping.changes());
                    try (ResultSet row = select.executeQuery()) {
                        row.next();
                        came.put(alert.id(), row.getInt(1));
                    }
                }
            }
        }
    }
}
