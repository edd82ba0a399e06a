package io.telltale.alerting.store;

import io.telltale.alerting.group.FlushReason;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.notification.Notification;
import io.telltale.alerting.routing.Routing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The table {@code notifications}: what receivers are told, with a delivery to each of their endpoints. For one transaction. */
final class NotificationRows {

    private static final System.Logger LOG = System.getLogger(NotificationRows.class.getName());

    private final Connection connection;
    private final NewDeliveries deliveries;
    private final List<Pending> pending = new ArrayList<>();
    private int unheard;

    NotificationRows(Connection connection, EndpointFormats formats) {
        this.connection = connection;
        this.deliveries = new NewDeliveries(connection, formats);
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
        deliveries.write();
    }

    private void deliver(Pending p) throws SQLException {
        if (deliveries.add(p.notification, p.group, p.receiver.webhooks()) == 0) {
            unheard++;
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "nobody hears notification={0} receiver={1}",
                    p.notification.id(),
                    p.receiver.name());
        }
    }

    int written() {
        return pending.size();
    }

    int unheard() {
        return unheard;
    }
}
