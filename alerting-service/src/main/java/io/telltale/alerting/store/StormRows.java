package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.routing.Destination;
import io.telltale.alerting.routing.Gathering;
import io.telltale.alerting.routing.Gathering.Kind;
import io.telltale.alerting.routing.Gathering.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What storms are judged by: the groups that alerts are in already, and how many of their rule came lately. */
final class StormRows {

    private StormRows() {}

    /** An alert and where its tenant's routing leads. */
    record Routed(Alert alert, List<Destination> to) {}

    /**
     * Settles where alerts of this transaction go, in one statement, or in none when no route asks for it. What other
     * transactions have in hand is not seen: lanes that commit at the same time do not count each other's alerts.
     */
    static Gathering gathering(Connection connection, List<Routed> routed) throws SQLException {
        Set<Kind> kinds = new LinkedHashSet<>();
        routed.forEach(r -> r.to.stream()
                .map(Destination::inStorm)
                .flatMap(Optional::stream)
                .forEach(in -> kinds.add(new Kind(r.alert.series().tenant(), r.alert.ruleName(), in.storm()))));
        return kinds.isEmpty() ? new Gathering(List.of(), Map.of()) : gathering(connection, routed, List.copyOf(kinds));
    }

    /** What came in this very transaction is not counted: {@link Gathering} does that, one by one. */
    private static Gathering gathering(Connection connection, List<Routed> routed, List<Kind> kinds)
            throws SQLException {
        String sql = """
                select group_id, alert_id, 0 as kind, 0 as came from group_alerts where alert_id = any (?)
                union all
                select null, null, kind, (select count(*) from (select from alerts a
                    where a.tenant = k.tenant and a.rule_name = k.rule and a.came_at <> now()
                      and a.came_at > now() - k.millis * interval '1 millisecond' limit k.most) as lately)
                from unnest(?, ?, ?, ?) with ordinality as k (tenant, rule, millis, most, kind)
                """;
        List<Place> taken = new ArrayList<>();
        Map<Kind, Integer> came = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Object[] alerts = routed.stream().map(r -> r.alert.id()).toArray();
            Object[] tenants = kinds.stream().map(Kind::tenant).toArray();
            Object[] rules = kinds.stream().map(Kind::rule).toArray();
            Object[] millis =
                    kinds.stream().map(kind -> kind.storm().within().toMillis()).toArray();
            Object[] most = kinds.stream().map(kind -> kind.storm().alerts()).toArray();
            select.setArray(1, connection.createArrayOf("uuid", alerts));
            select.setArray(2, connection.createArrayOf("text", tenants));
            select.setArray(3, connection.createArrayOf("text", rules));
            select.setArray(4, connection.createArrayOf("bigint", millis));
            select.setArray(5, connection.createArrayOf("int", most));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int kind = row.getInt("kind");
                    if (kind == 0) {
                        taken.add(new Place(Columns.uuid(row, "group_id"), Columns.uuid(row, "alert_id")));
                    } else {
                        came.put(kinds.get(kind - 1), row.getInt("came"));
                    }
                }
            }
        }
        return new Gathering(taken, came);
    }
}
