package io.telltale.alerting.store;

import io.telltale.alerting.store.PresenceStore.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables {@code gateway_runs} and {@code device_sessions}. */
final class PresenceRows {

    private PresenceRows() {}

    static void save(Connection connection, List<Session> sessions) throws SQLException {
        known(connection, sessions);
        String sql = """
                insert into device_sessions (tenant, device, run, epoch, online, since, cause, last_will)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant, device, run) do update set epoch = excluded.epoch, online = excluded.online,
                  since = excluded.since, cause = excluded.cause, last_will = excluded.last_will
                where (excluded.epoch, not excluded.online) > (device_sessions.epoch, not device_sessions.online)
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (Session session : inOrder(sessions)) {
                upsert.setString(1, session.tenant());
                upsert.setString(2, session.device());
                upsert.setString(3, session.run());
                upsert.setLong(4, session.epoch());
                upsert.setBoolean(5, session.online());
                Columns.set(upsert, 6, session.at());
                upsert.setString(7, session.cause());
                upsert.setBoolean(8, session.lastWill());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** Two replicas that lock the same rows do so in the same order. */
    private static List<Session> inOrder(List<Session> sessions) {
        return sessions.stream()
                .sorted(Comparator.comparing(Session::tenant)
                        .thenComparing(Session::device)
                        .thenComparing(Session::run)
                        .thenComparing(Session::epoch))
                .toList();
    }

    /** A run that is heard of for the first time; one that is gone does not come back by what it said before. */
    private static void known(Connection connection, List<Session> sessions) throws SQLException {
        Map<String, Instant> runs = new TreeMap<>();
        sessions.forEach(s -> runs.merge(s.run(), s.at(), (a, b) -> a.isAfter(b) ? a : b));
        String sql = "insert into gateway_runs (run, heard_at) values (?, ?) on conflict (run) do nothing";
        eachRun(connection, sql, runs);
    }

    static void heard(Connection connection, Map<String, Instant> beats) throws SQLException {
        String sql = """
                insert into gateway_runs (run, heard_at) values (?, ?)
                on conflict (run) do update
                  set heard_at = greatest(gateway_runs.heard_at, excluded.heard_at), gone = false
                """;
        eachRun(connection, sql, new TreeMap<>(beats));
    }

    private static void eachRun(Connection connection, String sql, Map<String, Instant> runs) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (Map.Entry<String, Instant> run : runs.entrySet()) {
                upsert.setString(1, run.getKey());
                Columns.set(upsert, 2, run.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    static int giveUp(Connection connection, Instant silentBefore) throws SQLException {
        String sql = "update gateway_runs set gone = true where not gone and heard_at < ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            Columns.set(update, 1, silentBefore);
            return update.executeUpdate();
        }
    }

    static int forget(Connection connection, Instant before) throws SQLException {
        String sql = """
                delete from device_sessions s using gateway_runs g
                where g.run = s.run and g.gone and g.heard_at < ?
                  and exists (select 1 from device_sessions n
                    where n.tenant = s.tenant and n.device = s.device and n.since > s.since)
                """;
        int forgotten;
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            Columns.set(delete, 1, before);
            forgotten = delete.executeUpdate();
        }
        String runs = """
                delete from gateway_runs g where gone and heard_at < ?
                  and not exists (select 1 from device_sessions s where s.run = g.run)
                """;
        try (PreparedStatement delete = connection.prepareStatement(runs)) {
            Columns.set(delete, 1, before);
            delete.executeUpdate();
        }
        return forgotten;
    }

    /** What the sessions of a tenant's devices come to, of those that ever had one. */
    static Map<String, PresenceStore.Connection> connections(
            Connection connection, String tenant, Optional<Collection<String>> devices) throws SQLException {
        String sql = """
                with told as (
                  select s.device, s.online and not g.gone as up,
                    case when s.online and g.gone then greatest(s.since, g.heard_at) else s.since end as at,
                    case when s.online and g.gone then 'gateway-lost' else s.cause end as cause, s.last_will
                  from device_sessions s join gateway_runs g using (run)
                  where s.tenant = ? and (?::text[] is null or s.device = any (?)))
                select distinct on (device) device, up, at, cause, last_will
                from told order by device, up desc, case when up then at end, at desc
                """;
        Map<String, PresenceStore.Connection> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            HeardRows.bindNames(connection, select, 2, devices);
            HeardRows.bindNames(connection, select, 3, devices);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(
                            row.getString("device"),
                            new PresenceStore.Connection(
                                    row.getBoolean("up"),
                                    Columns.instant(row, "at"),
                                    row.getString("cause"),
                                    row.getBoolean("last_will")));
                }
            }
        }
        return found;
    }
}
