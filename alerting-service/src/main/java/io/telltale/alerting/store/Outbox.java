package io.telltale.alerting.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The table {@code alert_events}: what happened and has to be told on the stream {@code EVENTS}. */
public final class Outbox {

    /** Serializes the replicas that publish events, so that an alert's events keep their order. */
    private static final long PUBLISHING = 0x74656c6c74616c65L;

    private final Transactions transactions;

    public Outbox(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Publishes events in their order. */
    @FunctionalInterface
    public interface Publisher {

        /** How many, from the first, the stream has now. */
        int publish(List<Unpublished> events);
    }

    /** An event that the stream does not have yet. */
    public record Unpublished(UUID id, String tenant, String type, String event) {}

    /**
     * What waits, for all replicas.
     *
     * @param deliveries to endpoints that are enabled
     * @param oldestDelivery when the oldest of them was asked for
     * @param events that the stream does not have yet
     */
    public record Waiting(long deliveries, Optional<Instant> oldestDelivery, long events) {}

    /** What waits now. */
    public Waiting waiting() {
        String sql = """
                select count(*), min(d.created_at), (select count(*) from alert_events where event is not null)
                from deliveries d join endpoints e on e.id = d.endpoint_id
                where d.state in ('pending', 'failed') and e.enabled
                """;
        return transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new Waiting(row.getLong(1), Columns.optionalInstant(row, "min"), row.getLong(3));
            }
        });
    }

    /** An event that is to be published. */
    record Event(UUID id, String tenant, UUID alert, String type, String event) {}

    /** Adds events in their order, but for those that are there already; the ids of those that were added. */
    static Set<UUID> append(Connection connection, Collection<Event> events) throws SQLException {
        if (events.isEmpty()) {
            return Set.of();
        }
        String sql = """
                insert into alert_events (id, tenant, alert_id, type, event)
                select * from unnest(?, ?, ?, ?, ?) on conflict (id) do nothing returning id
                """;
        Set<UUID> added = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, array(connection, "uuid", events, Event::id));
            insert.setArray(2, array(connection, "text", events, Event::tenant));
            insert.setArray(3, array(connection, "uuid", events, Event::alert));
            insert.setArray(4, array(connection, "text", events, Event::type));
            insert.setArray(5, array(connection, "text", events, Event::event));
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    added.add(Columns.uuid(row, "id"));
                }
            }
        }
        return added;
    }

    private static Array array(
            Connection connection, String type, Collection<Event> events, Function<Event, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, events.stream().map(column).toArray());
    }

    /**
     * Hands the oldest events that the stream does not have yet to {@code publisher}, in the order they happened, and takes
     * those it published out of the outbox. Does nothing while another replica is at it.
     *
     * @return how many were published
     */
    public int relay(int limit, Publisher publisher) {
        return transactions.run(connection -> {
            List<Unpublished> events = onlyPublisher(connection) ? unpublished(connection, limit) : List.of();
            if (events.isEmpty()) {
                return 0;
            }
            int published = publisher.publish(events);
            remove(connection, events.subList(0, published));
            return published;
        });
    }

    private static List<Unpublished> unpublished(Connection connection, int limit) throws SQLException {
        String sql = "select id, tenant, type, event from alert_events where event is not null order by seq limit ?";
        List<Unpublished> events = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(new Unpublished(
                            Columns.uuid(row, "id"),
                            row.getString("tenant"),
                            row.getString("type"),
                            row.getString("event")));
                }
            }
        }
        return events;
    }

    private static void remove(Connection connection, List<Unpublished> events) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update alert_events set event = null where id = any (?)")) {
            Object[] ids = events.stream().map(Unpublished::id).toArray();
            update.setArray(1, connection.createArrayOf("uuid", ids));
            update.executeUpdate();
        }
    }

    private static boolean onlyPublisher(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, PUBLISHING);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
