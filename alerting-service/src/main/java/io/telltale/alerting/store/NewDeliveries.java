package io.telltale.alerting.store;

import io.telltale.alerting.notification.EndpointFormat;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.notification.FormatChoice;
import io.telltale.alerting.notification.Notification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts a notification on its way: one delivery for each endpoint, its body fixed now in the endpoint's own form. */
final class NewDeliveries {

    private final Connection connection;
    private final EndpointFormats formats;
    private final Map<Audience, List<Target>> audiences = new HashMap<>();
    private final List<Delivery> added = new ArrayList<>();

    NewDeliveries(Connection connection, EndpointFormats formats) {
        this.connection = connection;
        this.formats = formats;
    }

    private record Target(UUID id, FormatChoice format) {}

    /** Endpoints of a tenant by their names or ids; none are all. */
    private record Audience(String tenant, List<String> webhooks) {}

    private record Delivery(UUID endpoint, UUID notification, UUID group, String body, String contentType) {}

    /**
     * Adds the deliveries of a notification, to be written by {@link #write}.
     *
     * @param group the deliveries of a group keep their order
     * @param webhooks names or ids of the tenant's endpoints; none for all. Those that are disabled or gone are passed over
     * @return how many endpoints are told
     */
    int add(Notification notification, UUID group, List<String> webhooks) throws SQLException {
        List<Target> targets = targets(new Audience(notification.tenant(), webhooks));
        Map<FormatChoice, EndpointFormat> chosen = new HashMap<>();
        Map<FormatChoice, String> bodies = new HashMap<>();
        for (Target target : targets) {
            EndpointFormat format = chosen.computeIfAbsent(target.format(), formats::of);
            String body = bodies.computeIfAbsent(target.format(), choice -> format.render(notification));
            added.add(new Delivery(target.id(), notification.id(), group, body, format.contentType()));
        }
        return targets.size();
    }

    /** Writes them; their notifications are in the database. Those that are there already stay. */
    void write() throws SQLException {
        String sql = """
                insert into deliveries (id, endpoint_id, notification_id, group_id, body, content_type)
                values (md5(?::text || ?::text)::uuid, ?, ?, ?, ?, ?) on conflict (notification_id, endpoint_id) do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Delivery delivery : added) {
                insert.setString(1, delivery.notification().toString());
                insert.setString(2, delivery.endpoint().toString());
                insert.setObject(3, delivery.endpoint());
                insert.setObject(4, delivery.notification());
                insert.setObject(5, delivery.group());
                insert.setString(6, delivery.body());
                insert.setString(7, delivery.contentType());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private List<Target> targets(Audience audience) throws SQLException {
        List<Target> known = audiences.get(audience);
        if (known == null) {
            known = read(audience);
            audiences.put(audience, known);
        }
        return known;
    }

    private List<Target> read(Audience audience) throws SQLException {
        String sql = "select id, format, template, template_type from endpoints where tenant = ? and enabled"
                + (audience.webhooks().isEmpty() ? "" : " and (name = any (?) or id::text = any (?))")
                + " order by seq";
        List<Target> targets = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, audience.tenant());
            if (!audience.webhooks().isEmpty()) {
                Object[] words = audience.webhooks().toArray();
                select.setArray(2, connection.createArrayOf("text", words));
                select.setArray(3, connection.createArrayOf("text", words));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    targets.add(new Target(Columns.uuid(row, "id"), EndpointRows.format(row)));
                }
            }
        }
        return targets;
    }
}
