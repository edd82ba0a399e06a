package io.telltale.alerting.store;

import io.telltale.alerting.group.FlushReason;
import io.telltale.alerting.notification.Notification;
import io.telltale.alerting.routing.Routing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table {@code notifications}: what receivers are told, with a delivery to each of their endpoints. For one transaction. */
final class NotificationRows {

    private static final System.Logger LOG = System.getLogger(NotificationRows.class.getName());

    private final Connection connection;
    private final List<Pending> pending = new ArrayList<>();
    private final Map<String, List<Endpoint>> endpoints = new HashMap<>();
    private int unheard;

    NotificationRows(Connection connection) {
        this.connection = connection;
    }

    /** A notification of a group, on its way to the webhooks of a receiver. */
    private record Pending(UUID group, Notification notification, FlushReason reason, Routing.Receiver receiver) {}

    /** Adds a notification, to be written by {@link #write}. */
    void add(UUID group, Notification notification, FlushReason reason, Routing.Receiver receiver) {
        pending.add(new Pending(group, notification, reason, receiver));
    }

    /** Writes what was added, in its order; one that nobody gets stays in the table as the trace of it. */
    void write() throws SQLException {
        String sql = """
                insert into notifications (id, tenant, group_id, receiver, type, reason, alerts, truncated)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Pending p : pending) {
                insert.setObject(1, p.notification.id());
                insert.setString(2, p.notification.tenant());
                insert.setObject(3, p.group);
                insert.setString(4, p.notification.receiver());
                insert.setString(5, p.notification.type());
                insert.setString(6, p.reason.wire());
                insert.setInt(7, p.notification.alerts().size());
                insert.setInt(8, p.notification.truncated());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (Pending p : pending) {
            deliver(p);
        }
    }

    private void deliver(Pending p) throws SQLException {
        List<Endpoint> hearing = of(p.notification.tenant()).stream()
                .filter(endpoint -> hears(p.receiver, endpoint))
                .toList();
        DeliveryRows.insert(connection, p.group, p.notification, hearing);
        if (hearing.isEmpty()) {
            unheard++;
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "nobody hears notification={0} receiver={1}",
                    p.notification.id(),
                    p.receiver.name());
        }
    }

    private static boolean hears(Routing.Receiver receiver, Endpoint endpoint) {
        return receiver.webhooks().isEmpty()
                || receiver.webhooks().contains(endpoint.id().toString());
    }

    private List<Endpoint> of(String tenant) throws SQLException {
        List<Endpoint> known = endpoints.get(tenant);
        if (known == null) {
            known = EndpointRows.enabled(connection, tenant);
            endpoints.put(tenant, known);
        }
        return known;
    }

    int written() {
        return pending.size();
    }

    int unheard() {
        return unheard;
    }
}
