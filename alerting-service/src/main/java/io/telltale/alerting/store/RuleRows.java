package io.telltale.alerting.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.alerting.rulejson.ConditionJson;
import io.telltale.events.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table {@code rules}. */
final class RuleRows {

    private static final String COLUMNS = """
            id, seq, tenant, revision, name, kind, severity, device, metric, profile, selector, condition, hold_micros, \
            keep_micros, enabled, labels, annotations""";

    private RuleRows() {}

    /** Every enabled rule of every tenant. */
    static List<Rule> enabled(Connection connection) throws SQLException {
        String sql = "select " + COLUMNS + " from rules where enabled order by seq";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            return rules(select).stream().map(RuleStore.Listed::rule).toList();
        }
    }

    /** A tenant's rules after a place in the list, oldest first. */
    static List<RuleStore.Listed> page(Connection connection, String tenant, long after, int limit)
            throws SQLException {
        String sql = "select " + COLUMNS + " from rules where tenant = ? and seq > ? order by seq limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setLong(2, after);
            select.setInt(3, limit);
            return rules(select);
        }
    }

    /** A rule of a tenant. */
    static Optional<Rule> find(Connection connection, String tenant, UUID id) throws SQLException {
        return find(connection, tenant, id, "");
    }

    /** All rules of a tenant, oldest first, which nobody else can change or judge by, nor add to by the same way, until the end. */
    static List<Rule> lockAll(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtext(?))")) {
            lock.setString(1, "rules of " + tenant);
            lock.execute();
        }
        String sql = "select " + COLUMNS + " from rules where tenant = ? order by seq for update";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            return rules(select).stream().map(RuleStore.Listed::rule).toList();
        }
    }

    /** A rule of a tenant, which nobody else can change or judge by until the transaction ends. */
    static Optional<Rule> lock(Connection connection, String tenant, UUID id) throws SQLException {
        return find(connection, tenant, id, " for update");
    }

    private static Optional<Rule> find(Connection connection, String tenant, UUID id, String lock) throws SQLException {
        String sql = "select " + COLUMNS + " from rules where tenant = ? and id = ?" + lock;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setObject(2, id);
            return rules(select).stream().map(RuleStore.Listed::rule).findFirst();
        }
    }

    /** How many rules a tenant has. */
    static int count(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from rules where tenant = ?")) {
            select.setString(1, tenant);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Adds a rule. */
    static void insert(Connection connection, Rule rule) throws SQLException {
        String sql = """
                insert into rules (tenant, revision, name, kind, severity, device, metric, profile, selector, condition,
                  hold_micros, keep_micros, enabled, labels, annotations, id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            bind(insert, rule);
            insert.executeUpdate();
        }
    }

    /** Replaces a rule by its new form. */
    static void update(Connection connection, Rule rule) throws SQLException {
        String sql = """
                update rules set tenant = ?, revision = ?, name = ?, kind = ?, severity = ?, device = ?, metric = ?,
                  profile = ?, selector = ?::jsonb, condition = ?::jsonb, hold_micros = ?, keep_micros = ?, enabled = ?,
                  labels = ?::jsonb, annotations = ?::jsonb, updated_at = now()
                where id = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            bind(update, rule);
            update.executeUpdate();
        }
    }

    /** Removes a rule. */
    static void delete(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from rules where id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    /**
     * Makes sure that rules still have the form they were judged by, and keeps them so until the transaction ends.
     *
     * @param revisions what was judged by
     * @throws StaleRulesException when one was changed, disabled or deleted since
     */
    static void requireCurrent(Connection connection, Map<UUID, Long> revisions)
            throws SQLException, StaleRulesException {
        String sql = "select id, revision from rules where id = any (?) and enabled order by id for share";
        List<UUID> missing = new ArrayList<>(revisions.keySet());
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(
                    1, connection.createArrayOf("uuid", revisions.keySet().toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID id = Columns.uuid(row, "id");
                    if (revisions.getOrDefault(id, -1L) == row.getLong("revision")) {
                        missing.remove(id);
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new StaleRulesException(missing.getFirst().toString());
        }
    }

    private static void bind(PreparedStatement statement, Rule rule) throws SQLException {
        statement.setString(1, rule.tenant());
        statement.setLong(2, rule.revision());
        statement.setString(3, rule.name());
        statement.setString(4, rule.condition().kind());
        statement.setString(5, rule.severity().wire());
        statement.setString(6, rule.selector().device().pattern());
        statement.setString(7, rule.selector().metric().pattern());
        statement.setString(8, rule.selector().profile().map(Glob::pattern).orElse(null));
        statement.setString(9, Columns.json(rule.selector().labelPatterns()));
        statement.setString(10, conditionJson(rule.condition()));
        statement.setLong(11, micros(rule.hold()));
        statement.setLong(12, micros(rule.keepFiring()));
        statement.setBoolean(13, rule.enabled());
        statement.setString(14, Columns.json(rule.labels()));
        statement.setString(15, Columns.json(rule.annotations()));
        statement.setObject(16, rule.id());
    }

    private static List<RuleStore.Listed> rules(PreparedStatement select) throws SQLException {
        List<RuleStore.Listed> rules = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rules.add(new RuleStore.Listed(rule(row), row.getLong("seq")));
            }
        }
        return rules;
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(
                Columns.uuid(row, "id"),
                row.getString("tenant"),
                row.getLong("revision"),
                row.getString("name"),
                Severity.of(row.getString("severity")).orElseThrow(),
                new Selector(
                        new Glob(row.getString("device")),
                        new Glob(row.getString("metric")),
                        Optional.ofNullable(row.getString("profile")).map(Glob::new),
                        Selector.globs(Columns.strings(row, "selector"))),
                condition(row),
                Duration.of(row.getLong("hold_micros"), ChronoUnit.MICROS),
                Duration.of(row.getLong("keep_micros"), ChronoUnit.MICROS),
                row.getBoolean("enabled"),
                Columns.strings(row, "labels"),
                Columns.strings(row, "annotations"));
    }

    private static Condition condition(ResultSet row) throws SQLException {
        try {
            return Json.MAPPER
                    .readValue(row.getString("condition"), ConditionJson.class)
                    .toCondition(row.getString("kind"));
        } catch (JsonProcessingException e) {
            throw new SQLException("the condition of rule " + row.getString("id") + " is no condition", e);
        }
    }

    private static String conditionJson(Condition condition) {
        try {
            return Json.MAPPER.writeValueAsString(ConditionJson.of(condition));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a condition is always JSON", e);
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
