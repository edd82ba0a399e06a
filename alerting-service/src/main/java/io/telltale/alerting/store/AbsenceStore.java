package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.store.PresenceStore.Heard;
import io.telltale.events.SeriesKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the rules on absence are judged by, and their turn: one replica at a time. Blocks; any thread. */
public final class AbsenceStore {

    private final Transactions transactions;

    public AbsenceStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Since when a rule has waited: by this service's clock, and by the clock of each lane in microseconds. */
    public record Waiting(Instant since, long[] listened) {}

    /** An alert of such a rule that is open. */
    public record Open(UUID id, UUID rule, SeriesKey series) {}

    /** Says what happened, by what it is shown. */
    @FunctionalInterface
    public interface Judge {
        List<Transition> judge(View view);
    }

    /** What is known at this turn. Belongs to the turn's transaction, and fails like it with {@link StoreException}. */
    public interface View {

        /** How long each lane has been listened to, microseconds. */
        long[] listened();

        /** Since when each of these rules has waited; of new ones since now. The others are forgotten. */
        Map<UUID, Waiting> waiting(Collection<UUID> rules);

        /** What the sessions of a tenant's devices come to. */
        Map<String, PresenceStore.Connection> connections(String tenant);

        /** When devices of a tenant were heard last. */
        Map<String, Heard> heard(String tenant);

        /** When series of a tenant were heard last that no-data rules look at. */
        Map<SeriesKey, Heard> series(String tenant);

        /** Begins to wait for devices that are unknown to {@link #heard}. */
        void await(String tenant, Collection<String> devices);

        /** Forgets when devices were heard that are registered no more: one of the same name is another. */
        void forget(String tenant, Collection<String> devices);

        /** Every open alert of these kinds. */
        List<Open> open();

        /** An open alert as it stands, locked. */
        Optional<Alert> alert(Open open);
    }

    /**
     * Judges and records in one transaction, when no other replica is at it.
     *
     * @return what was recorded; empty when it is another's turn
     * @throws StaleRulesException when a rule has changed since; nothing was written
     */
    public Optional<List<Transition>> turn(Instant now, Judge judge) throws StaleRulesException {
        return transactions.<Optional<List<Transition>>, StaleRulesException>run(connection -> {
            if (!mine(connection)) {
                return Optional.empty();
            }
            List<Transition> transitions = judge.judge(new Rows(connection, now));
            AlertLedger.record(connection, transitions);
            return Optional.of(transitions);
        });
    }

    /** Whether it is this transaction's turn. */
    static boolean mine(Connection connection) throws SQLException {
        String sql = "select only_one from absence_turn for update skip locked";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    private interface Query<T> {
        T run() throws SQLException;
    }

    private static <T> T of(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    private record Rows(Connection connection, Instant now) implements View {

        @Override
        public long[] listened() {
            return of(() -> HeardRows.listened(connection));
        }

        @Override
        public Map<String, PresenceStore.Connection> connections(String tenant) {
            return of(() -> PresenceRows.connections(connection, tenant, Optional.empty()));
        }

        @Override
        public Map<String, Heard> heard(String tenant) {
            return of(() -> HeardRows.anything(connection, tenant, Optional.empty()));
        }

        @Override
        public Map<SeriesKey, Heard> series(String tenant) {
            return of(() -> HeardRows.series(connection, tenant));
        }

        @Override
        public void await(String tenant, Collection<String> devices) {
            of(() -> {
                HeardRows.await(connection, tenant, devices, HeardRows.listened(connection), now);
                return devices;
            });
        }

        @Override
        public void forget(String tenant, Collection<String> devices) {
            of(() -> HeardRows.forget(connection, tenant, devices));
        }

        @Override
        public Optional<Alert> alert(Open open) {
            return of(() -> AlertRows.latest(connection, open.rule(), open.series()));
        }

        @Override
        public List<Open> open() {
            String sql = """
                    select id, rule_id, tenant, device, metric from alerts
                    where state <> 'resolved' and kind in ('no-data', 'presence')
                    """;
            return of(() -> {
                List<Open> open = new ArrayList<>();
                try (PreparedStatement select = connection.prepareStatement(sql);
                        ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        open.add(new Open(
                                Columns.uuid(row, "id"),
                                Columns.uuid(row, "rule_id"),
                                new SeriesKey(
                                        row.getString("tenant"), row.getString("device"), row.getString("metric"))));
                    }
                }
                return open;
            });
        }

        @Override
        public Map<UUID, Waiting> waiting(Collection<UUID> rules) {
            return of(() -> {
                Array ids = connection.createArrayOf("uuid", rules.toArray());
                hold(ids);
                begin(ids);
                return since(ids);
            });
        }

        /** Rules are locked before alerts, as by everybody who writes alerts. */
        private void hold(Array rules) throws SQLException {
            try (PreparedStatement select =
                    connection.prepareStatement("select id from rules where id = any (?) order by id for share")) {
                select.setArray(1, rules);
                select.execute();
            }
        }

        private void begin(Array rules) throws SQLException {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from absence_rules where rule_id <> all (?)")) {
                delete.setArray(1, rules);
                delete.executeUpdate();
            }
            String sql = """
                    insert into absence_rules (rule_id, since, listened)
                    select id, ?, (select array_agg(listened order by shard) from lane_listening) from unnest(?) as id
                    on conflict (rule_id) do nothing
                    """;
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                Columns.set(insert, 1, now);
                insert.setArray(2, rules);
                insert.executeUpdate();
            }
        }

        private Map<UUID, Waiting> since(Array rules) throws SQLException {
            Map<UUID, Waiting> waiting = new HashMap<>();
            String sql = "select rule_id, since, listened from absence_rules where rule_id = any (?)";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setArray(1, rules);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Long[] listened = (Long[]) row.getArray("listened").getArray();
                        long[] lanes = new long[listened.length];
                        for (int shard = 0; shard < lanes.length; shard++) {
                            lanes[shard] = listened[shard];
                        }
                        waiting.put(Columns.uuid(row, "rule_id"), new Waiting(Columns.instant(row, "since"), lanes));
                    }
                }
            }
            return waiting;
        }
    }
}
