package io.telltale.alerting.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertLabels;
import io.telltale.alerting.group.Flush;
import io.telltale.alerting.group.Group;
import io.telltale.alerting.routing.Destination;
import io.telltale.alerting.routing.Gathering;
import io.telltale.alerting.routing.GroupPlan;
import io.telltale.alerting.routing.Routing;
import io.telltale.events.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The table {@code notification_groups}. A group's row is locked before any of its alerts is touched, and whoever locks several
 * does so in the order of their ids; the flusher passes over those that are locked.
 */
final class GroupRows {

    private GroupRows() {}

    /** One alert on its way to one group. */
    record Join(Destination to, Alert alert) {}

    /** Puts alerts that fire, or became more severe, into their groups, and wakes the groups of those that ended. */
    static void route(Connection connection, Collection<Alert> firing, Collection<UUID> ended) throws SQLException {
        if (firing.isEmpty() && ended.isEmpty()) {
            return;
        }
        List<Join> joins = joins(connection, firing);
        Map<UUID, Destination> groups = new TreeMap<>();
        joins.forEach(join ->
                groups.merge(join.to.group(), join.to, (a, b) -> a.delay().compareTo(b.delay()) <= 0 ? a : b));
        lock(connection, groups.keySet(), ended);
        wake(connection, groups.values());
        GroupAlerts.join(
                connection,
                joins.stream()
                        .map(j -> new GroupAlerts.Place(j.to.group(), j.alert.id(), j.to.delay()))
                        .toList());
        if (!ended.isEmpty()) {
            look(connection, ended);
        }
    }

    /** Where alerts belong by the routing of their tenants, which stays as it is until the transaction ends. */
    static List<Join> joins(Connection connection, Collection<Alert> firing) throws SQLException {
        Map<String, Routing> routings = RoutingRows.held(
                connection, firing.stream().map(a -> a.series().tenant()).toList());
        List<StormRows.Routed> routed = new ArrayList<>();
        for (Alert alert : firing) {
            String tenant = alert.series().tenant();
            Routing routing = routings.getOrDefault(tenant, RoutingRows.DEFAULT);
            routed.add(new StormRows.Routed(alert, routing.destinations(tenant, alert.id(), AlertLabels.of(alert))));
        }
        Gathering gathering = StormRows.gathering(connection, routed);
        List<Join> joins = new ArrayList<>();
        for (StormRows.Routed r : routed) {
            gathering
                    .settle(r.alert().id(), r.alert().ruleName(), r.to())
                    .forEach(to -> joins.add(new Join(to, r.alert())));
        }
        return joins;
    }

    private static void lock(Connection connection, Collection<UUID> groups, Collection<UUID> ended)
            throws SQLException {
        String sql = """
                select id from notification_groups
                where id = any (?) or id in (select group_id from group_alerts where alert_id = any (?))
                order by id for update
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", groups.toArray()));
            select.setArray(2, connection.createArrayOf("uuid", ended.toArray()));
            select.executeQuery().close();
        }
    }

    private static void wake(Connection connection, Collection<Destination> groups) throws SQLException {
        String sql = """
                insert into notification_groups (id, tenant, receiver, key, labels, plan, not_before, flush_at)
                values (?, ?, ?, ?, ?::jsonb, ?::jsonb, now() + ? * interval '1 millisecond',
                  now() + ? * interval '1 millisecond')
                on conflict (id) do update set plan = excluded.plan, flush_at = least(notification_groups.flush_at,
                  greatest(notification_groups.not_before, now() + ? * interval '1 millisecond'))
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (Destination to : groups) {
                long wait = to.plan().groupWait().toMillis();
                long delay = to.delay().toMillis();
                upsert.setObject(1, to.group());
                upsert.setString(2, to.tenant());
                upsert.setString(3, to.receiver());
                upsert.setString(4, to.key());
                upsert.setString(5, Columns.json(to.labels()));
                upsert.setString(6, json(to.plan()));
                upsert.setLong(7, wait);
                upsert.setLong(8, Math.max(wait, delay));
                upsert.setLong(9, delay);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** Has the groups of alerts looked at as soon as something may be told there. */
    static void look(Connection connection, Collection<UUID> alerts) throws SQLException {
        String sql = """
                update notification_groups set flush_at = least(flush_at, greatest(not_before, now()))
                where id in (select id from notification_groups
                  where id in (select group_id from group_alerts where alert_id = any (?)) order by id for update)
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("uuid", alerts.toArray()));
            update.executeUpdate();
        }
    }

    /** Has a tenant's groups looked at now, because what mutes has changed; all of them, or only those with muted alerts. */
    static void lookAtAll(Connection connection, String tenant, boolean onlyMuted) throws SQLException {
        String sql = """
                update notification_groups set flush_at = least(flush_at, now())
                where id in (select id from notification_groups
                  where tenant = ? and (muted or not ?) order by id for update)
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, tenant);
            update.setBoolean(2, onlyMuted);
            update.executeUpdate();
        }
    }

    /** A group that is due, with the database's time. */
    record Due(Group group, Instant now) {}

    /** Locks groups that are due, those longest due first, but for those that another replica or a lane holds. */
    static List<Due> due(Connection connection, int limit) throws SQLException {
        String sql = """
                select id, tenant, receiver, key, labels, plan, not_before, told_at, flushes, created_at, now() as clock
                from notification_groups where flush_at <= now() order by flush_at limit ? for update skip locked
                """;
        List<Due> due = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(group(row), Columns.instant(row, "clock")));
                }
            }
        }
        return due;
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                Columns.uuid(row, "id"),
                row.getString("tenant"),
                row.getString("receiver"),
                row.getString("key"),
                Columns.strings(row, "labels"),
                plan(row.getString("plan")),
                Columns.instant(row, "not_before"),
                Columns.optionalInstant(row, "told_at"),
                row.getLong("flushes"),
                Columns.instant(row, "created_at"));
    }

    /** What was looked at, and what came of it. */
    record Looked(Group group, Flush flush, Instant now, long told, boolean muted, boolean empty) {}

    /** Writes how groups stand after a look; those without alerts are removed. */
    static void save(Connection connection, List<Looked> looked) throws SQLException {
        String update = """
                update notification_groups set flush_at = ?, not_before = ?, told_at = ?, flushes = ?, muted = ?
                where id = ?
                """;
        try (PreparedStatement save = connection.prepareStatement(update);
                PreparedStatement remove =
                        connection.prepareStatement("delete from notification_groups where id = ?")) {
            for (Looked l : looked) {
                if (l.empty) {
                    remove.setObject(1, l.group.id());
                    remove.addBatch();
                    continue;
                }
                Columns.set(save, 1, l.flush.lookAgain());
                Columns.set(save, 2, l.flush.notBefore());
                Columns.set(save, 3, l.flush.reason().tells() ? Optional.of(l.now) : l.group.toldAt());
                save.setLong(4, l.group.flushes() + l.told);
                save.setBoolean(5, l.muted);
                save.setObject(6, l.group.id());
                save.addBatch();
            }
            save.executeBatch();
            remove.executeBatch();
        }
    }

    private static String json(GroupPlan plan) {
        try {
            return Json.MAPPER.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan is always JSON", e);
        }
    }

    private static GroupPlan plan(String json) throws SQLException {
        try {
            return Json.MAPPER.readValue(json, GroupPlan.class);
        } catch (JsonProcessingException e) {
            throw new SQLException("column plan is no plan of a group", e);
        }
    }
}
