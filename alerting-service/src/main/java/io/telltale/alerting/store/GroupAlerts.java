package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertLabels;
import io.telltale.alerting.group.Member;
import io.telltale.alerting.rule.Severity;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code group_alerts}: the alerts of each group, from firing until their end was told. */
final class GroupAlerts {

    private GroupAlerts() {}

    /** An alert's place in a group; it may be told there after a delay. */
    record Place(UUID group, UUID alert, Duration delay) {}

    /** A member as it stands, and how it was muted when it was looked at last. */
    record Standing(UUID group, Member member, Optional<String> mutedBefore) {}

    /** Adds alerts to groups that the caller has locked; those that are there already stay. */
    static void join(Connection connection, Collection<Place> places) throws SQLException {
        String sql = """
                insert into group_alerts (group_id, alert_id, due_at)
                values (?, ?, now() + ? * interval '1 millisecond') on conflict do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Place place : places) {
                insert.setObject(1, place.group);
                insert.setObject(2, place.alert);
                insert.setLong(3, place.delay.toMillis());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The alerts of groups, by group; not muted yet. */
    static Map<UUID, List<Standing>> of(Connection connection, Collection<UUID> groups, Instant now)
            throws SQLException {
        String sql = "select group_id, due_at, told_severity, muted, acknowledged_at, acknowledged_until, "
                + AlertRows.COLUMNS + """
                 from group_alerts join alerts on id = alert_id where group_id = any (?)
                """;
        Map<UUID, List<Standing>> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", groups.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Standing standing = standing(row, now);
                    found.computeIfAbsent(standing.group, id -> new ArrayList<>())
                            .add(standing);
                }
            }
        }
        return found;
    }

    private static Standing standing(ResultSet row, Instant now) throws SQLException {
        Alert alert = AlertRows.alert(row);
        Optional<Instant> until = Columns.optionalInstant(row, "acknowledged_until");
        boolean acknowledged = Columns.optionalInstant(row, "acknowledged_at").isPresent()
                && until.filter(end -> !end.isAfter(now)).isEmpty();
        Member member = new Member(
                alert,
                AlertLabels.of(alert),
                Columns.instant(row, "due_at"),
                Optional.ofNullable(row.getString("told_severity")).flatMap(Severity::of),
                acknowledged ? new Member.Acknowledged(true, until) : Member.Acknowledged.NO,
                Optional.empty());
        return new Standing(Columns.uuid(row, "group_id"), member, Optional.ofNullable(row.getString("muted")));
    }

    /** Members of groups that were told as firing, at the severity that they have. */
    static void told(Connection connection, List<Standing> told) throws SQLException {
        String sql = """
                update group_alerts g set told = 'firing', told_severity = t.severity
                from unnest(?, ?, ?) as t (group_id, alert_id, severity)
                where g.group_id = t.group_id and g.alert_id = t.alert_id
                """;
        if (told.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, groups(connection, told));
            update.setArray(2, alerts(connection, told));
            Object[] severities =
                    told.stream().map(s -> s.member.alert().severity().wire()).toArray();
            update.setArray(3, connection.createArrayOf("text", severities));
            update.executeUpdate();
        }
    }

    /** Takes members out of their groups. */
    static void leave(Connection connection, List<Standing> gone) throws SQLException {
        String sql = """
                delete from group_alerts g using unnest(?, ?) as t (group_id, alert_id)
                where g.group_id = t.group_id and g.alert_id = t.alert_id
                """;
        if (gone.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(1, groups(connection, gone));
            delete.setArray(2, alerts(connection, gone));
            delete.executeUpdate();
        }
    }

    /** Writes how a member is muted now. */
    static void muted(Connection connection, List<Standing> changed) throws SQLException {
        String sql = "update group_alerts set muted = ?, muted_by = ? where group_id = ? and alert_id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Standing standing : changed) {
                @Nullable
                String kind = standing.member.mute().map(m -> m.kind().wire()).orElse(null);
                Object[] by = standing.member.mute().map(m -> m.by().toArray()).orElseGet(() -> new Object[0]);
                update.setString(1, kind);
                update.setArray(2, connection.createArrayOf("text", by));
                update.setObject(3, standing.group);
                update.setObject(4, standing.member.alert().id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static Array groups(Connection connection, List<Standing> members) throws SQLException {
        return connection.createArrayOf(
                "uuid", members.stream().map(Standing::group).toArray());
    }

    private static Array alerts(Connection connection, List<Standing> members) throws SQLException {
        return connection.createArrayOf(
                "uuid", members.stream().map(s -> s.member.alert().id()).toArray());
    }
}
