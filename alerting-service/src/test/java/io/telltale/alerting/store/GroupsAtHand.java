package io.telltale.alerting.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.telltale.alerting.Stage;
import io.telltale.alerting.alert.AlertBook;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.routing.RoutingDocument;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.ReadingBatch;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Alerts of two tenants in a real database, which begin, end and are told when a test says so; no clock is waited for. Pumps
 * above 30 are worth a warning, boilers are critical; the last character of a device's name is its hall.
 */
final class GroupsAtHand implements AutoCloseable {

    static final String OTHERS = "others";

    final Stage stage = new Stage(NatsServer.shared(), Timescale.shared());
    final Transactions transactions = stage.transactions;
    final GroupStore groups = new GroupStore(transactions, new EndpointFormats(URI.create("https://console.example")));
    private final Map<String, Map<String, String>> halls = new ConcurrentHashMap<>();
    private final AlertBook book = new AlertBook(
            1_000, (tenant, device) -> halls.computeIfAbsent(device, d -> Map.of("hall", d.substring(d.length() - 1))));
    private final List<Rule> rules = new ArrayList<>();
    private Instant last = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(300);
    private long heard;

    GroupsAtHand() {
        for (String tenant : List.of(Stage.TENANT, OTHERS)) {
            rules.add(hot(tenant, "pump-*", Severity.WARNING));
            rules.add(hot(tenant, "boiler-*", Severity.CRITICAL));
        }
        RuleStore store = new RuleStore(transactions);
        rules.forEach(rule -> store.add(rule, 10));
    }

    private static Rule hot(String tenant, String devices, Severity severity) {
        return new Rule(
                UUID.randomUUID(),
                tenant,
                1,
                "Too hot",
                severity,
                new Selector(new Glob(devices), "temperature", Map.of()),
                new Condition.Threshold(Operator.ABOVE, 30, OptionalDouble.empty()),
                Duration.ZERO,
                true,
                Map.of(),
                Map.of());
    }

    /** Both tenants' routing. */
    GroupsAtHand routed(String yaml) {
        route(Stage.TENANT, yaml);
        route(OTHERS, yaml);
        return this;
    }

    void route(String tenant, String yaml) {
        try {
            new RoutingStore(transactions).save(tenant, new YAMLMapper().readValue(yaml, RoutingDocument.class), "me");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }

    /** A second later; the alert's id. */
    UUID fires(String tenant, String device) {
        read(tenant, device, 35);
        return UUID.fromString(text("select id from alerts where state = 'firing' and tenant = '" + tenant
                + "' and device = '" + device + "'"));
    }

    void ends(String tenant, String device) {
        read(tenant, device, 20);
    }

    private void read(String tenant, String device, double value) {
        last = last.plusSeconds(1);
        ReadingBatch batch = ReadingBatch.builder(0)
                .add(tenant, device, "temperature", Micros.of(last), value)
                .build();
        try {
            transactions.<Boolean, StaleRulesException>run(connection -> {
                AlertLedger.record(connection, book.read(new RuleSet(rules), batch));
                return true;
            });
        } catch (StaleRulesException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When the last reading was measured. */
    Instant last() {
        return last;
    }

    /** Time passes: every wait, interval and delay is over. */
    void anHourLater() {
        stage.execute("update notification_groups set not_before = not_before - interval '1 hour', "
                + "flush_at = flush_at - interval '1 hour', told_at = told_at - interval '1 hour'");
        stage.execute("update group_alerts set due_at = due_at - interval '1 hour'");
    }

    /** Looks at what is due; who was told of which device in this round, such as {@code lead: pump-1}. */
    List<String> told() {
        GroupStore.Round round = groups.flush(100);
        groups.lookAtMuted(round.unmuting());
        List<String> told = transactions.run(connection -> {
            List<String> found = new ArrayList<>();
            String sql = """
                    select h.id, note || ': ' || device as told from alert_history h join alerts a on a.id = alert_id
                    where what = 'notified' and h.id > %d order by told
                    """.formatted(heard);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    heard = Math.max(heard, row.getLong("id"));
                    found.add(row.getString("told"));
                }
            }
            return found;
        });
        return told;
    }

    /** The one text that a query gives; {@code null} when it gives none. */
    String text(String sql) {
        return transactions.run(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? String.valueOf(row.getString(1)) : "null";
            }
        });
    }

    @Override
    public void close() throws Exception {
        stage.close();
    }
}
