package io.telltale.alerting.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.SampleRules;
import io.telltale.alerting.Stage;
import io.telltale.alerting.alert.AlertBook;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.group.FlushReason;
import io.telltale.alerting.mute.Silence;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.Routing;
import io.telltale.alerting.routing.RoutingDocument;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.events.ReadingBatch;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups in a real database: what a lane commits, what a flusher tells, and what a death in between does. No clock is waited for. */
class GroupsIT {

    private static final String HOUR_AGO =
            "update notification_groups set not_before = not_before - interval '1 hour', "
                    + "flush_at = flush_at - interval '1 hour', told_at = told_at - interval '1 hour'";

    private final Rule rule = SampleRules.hot();
    private final AlertBook book = new AlertBook(20_000, (tenant, device) -> Map.of());
    private Stage stage;
    private Transactions transactions;
    private static final EndpointFormats FORMATS = new EndpointFormats(URI.create("https://console.example"));

    private GroupStore groups;
    private long second;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared());
        transactions = stage.transactions;
        groups = new GroupStore(transactions, FORMATS);
        assertThat(new RuleStore(transactions).add(rule, 10)).isTrue();
        stage.endpoint(URI.create("http://127.0.0.1:9/hook"));
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void eachAlertByItselfIsToldAtOnceAndItsEndToo() throws Exception {
        lane(readings(35, "pump-1", "pump-2"));
        assertThat(groups.flush(100).reasons())
                .containsExactly(FlushReason.FIRST_NOTIFICATION, FlushReason.FIRST_NOTIFICATION);
        lane(readings(20, "pump-1"));
        assertThat(groups.flush(100).reasons()).containsExactly(FlushReason.ALL_ALERTS_RESOLVED);
        assertThat(told()).isEqualTo("alert.firing 1, alert.firing 1, alert.resolved 1");
        assertThat(stage.count("select count(*) from notification_groups")).isEqualTo(1);
        assertThat(groups.flush(100).reasons()).isEmpty();
    }

    @Test
    void anAlertThatIsOverInTheSameTransactionIsToldAsItFiredAndThenAsItEnded() throws Exception {
        List<Transition> both = new ArrayList<>(readings(35.5, "pump-1"));
        both.addAll(readings(20, "pump-1"));
        lane(both);
        groups.flush(100);
        assertThat(text("select string_agg(body::jsonb ->> 'type' || ' ' || (body::jsonb #>> '{data,state}') || ' ' "
                        + "|| (body::jsonb #>> '{data,value}'), ', ' order by seq) from deliveries"))
                .isEqualTo("alert.firing firing 35.5, alert.resolved resolved 20.0");
        assertThat(stage.count("select count(*) from notification_groups")).isZero();
    }

    @Test
    void aGroupIsToldOnceItsWaitIsOverAndAgainAfterItsInterval() throws Exception {
        route(List.of("alertname"), "1m");
        lane(readings(35, "pump-1", "pump-2"));
        assertThat(groups.flush(100).reasons()).isEmpty();
        stage.execute(HOUR_AGO);
        assertThat(groups.flush(100).reasons()).containsExactly(FlushReason.FIRST_NOTIFICATION);
        lane(readings(35, "pump-3"));
        assertThat(groups.flush(100).reasons()).isEmpty();
        stage.execute(HOUR_AGO);
        assertThat(groups.flush(100).reasons()).containsExactly(FlushReason.NEW_ALERTS_IN_GROUP);
        lane(readings(20, "pump-1", "pump-2", "pump-3"));
        stage.execute(HOUR_AGO);
        assertThat(groups.flush(100).reasons()).containsExactly(FlushReason.ALL_ALERTS_RESOLVED);
        assertThat(told()).isEqualTo("alerts.firing 2, alerts.firing 3, alerts.resolved 3");
        assertThat(stage.count("select count(*) from notification_groups")).isZero();
        assertThat(stage.count("select count(distinct id) from notifications")).isEqualTo(3);
    }

    @Test
    void aFlusherThatDiesBeforeItsCommitLeavesEverythingToTheNext() throws Exception {
        route(List.of("alertname"), "0s");
        lane(readings(35, "pump-1", "pump-2"));
        assertThatThrownBy(() -> transactions.run(connection -> {
                    GroupFlush.flush(connection, FORMATS, 100);
                    throw new SQLException("killed");
                }))
                .isInstanceOf(StoreException.class);
        assertThat(told()).isEmpty();
        groups.flush(100);
        assertThat(groups.flush(100).reasons()).isEmpty();
        assertThat(told()).isEqualTo("alerts.firing 2");
    }

    /** Lanes and flushers of several replicas at once, each flusher dying now and then. */
    @Test
    void lanesAndFlushersAtOnceTellEachBeginningAndEachEndOnce() throws Exception {
        route(List.of("alertname"), "0s");
        int lanes = 4;
        int rounds = 10;
        stage.execute("update routing set body = jsonb_set(body, '{route,group_interval}', '\"1ms\"')");
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                AlertBook own = new AlertBook(100, (tenant, device) -> Map.of());
                String[] devices = {"pump-" + lane, "fan-" + lane, "belt-" + lane};
                all.add(replicas.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        lane(read(own, i, i % 2 == 0 ? 35 : 20, devices));
                    }
                    return null;
                }));
            }
            Callable<Void> flusher = () -> {
                for (int i = 0; i < 60; i++) {
                    boolean dies = i % 3 == 0;
                    try {
                        transactions.run(connection -> {
                            GroupFlush.flush(connection, FORMATS, 5);
                            if (dies) {
                                throw new SQLException("killed");
                            }
                            return true;
                        });
                    } catch (StoreException e) {
                        assertThat(dies || e.raced()).as(e.toString()).isTrue();
                    }
                }
                return null;
            };
            all.add(replicas.submit(flusher));
            all.add(replicas.submit(flusher));
            for (Future<?> one : all) {
                one.get();
            }
        }
        stage.execute(HOUR_AGO);
        while (!groups.flush(100).reasons().isEmpty()) {
            stage.execute(HOUR_AGO);
        }
        assertThat(stage.count("select count(*) from notification_groups")).isZero();
        assertThat(stage.count("select count(*) from alerts where state = 'resolved'"))
                .isEqualTo(lanes * 3L * rounds / 2);
        String each = "from (select alert_id, count(*) as n from alert_history where what = 'notified' "
                + "group by alert_id) as h";
        assertThat(stage.count("select coalesce(max(n), 0) " + each))
                .as("its beginning and its end")
                .isEqualTo(2);
        assertThat(stage.count("select coalesce(min(n), 2) " + each))
                .as("both or none")
                .isEqualTo(2);
    }

    @Test
    void whatIsSilencedIsToldWhenTheSilenceIsEnded() throws Exception {
        SilenceStore silences = new SilenceStore(transactions);
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        assertThat(silences.add(
                        new Silence(
                                id,
                                Stage.TENANT,
                                List.of(Matcher.parse("", "device=~\"pump-.\"")),
                                now.minusSeconds(10),
                                now.plusSeconds(3600),
                                List.of(),
                                "me",
                                "works"),
                        null,
                        10))
                .isTrue();
        lane(readings(35, "pump-1", "fan"));
        groups.flush(100);
        assertThat(told()).isEqualTo("alert.firing 1");
        assertThat(
                        text(
                                "select string_agg(muted || ' ' || muted_by[1], ',') from group_alerts where muted is not null"))
                .isEqualTo("silenced " + id);
        assertThat(silences.muting(Stage.TENANT).silencedBy(Map.of("device", "pump-1")))
                .containsExactly(id.toString());
        assertThat(silences.preview(Stage.TENANT, List.of(Matcher.parse("", "device=pump-1")), 10)
                        .count())
                .isEqualTo(1);
        assertThat(silences.expire(Stage.TENANT, id)).isTrue();
        groups.flush(100);
        assertThat(told()).isEqualTo("alert.firing 1, alert.firing 1");
        assertThat(text("select string_agg(what, ' ' order by h.id) from alert_history h "
                        + "join alerts a on a.id = h.alert_id where device = 'pump-1'"))
                .isEqualTo("firing silenced unsilenced notified");
    }

    @Test
    void anotherRoutingTellsTheNewReceiverAndTheOldOneOnlyTheEnd() throws Exception {
        lane(readings(35, "pump-1"));
        groups.flush(100);
        route(List.of("alertname"), "0s");
        assertThat(groups.flush(100).notifications()).isEqualTo(1);
        lane(readings(20, "pump-1"));
        stage.execute(HOUR_AGO);
        groups.flush(100);
        assertThat(told()).isEqualTo("alert.firing 1, alert.resolved 1, alerts.firing 1, alerts.resolved 1");
        assertThat(stage.count("select count(*) from notification_groups")).isZero();
    }

    @Test
    void inAStormTheFirstOfARuleAreToldEachAndTheOthersTogether() throws Exception {
        lane(readings(35, devices(0, 15)));
        lane(readings(35, devices(15, 25)));
        lane(readings(35, devices(25, 30)));
        groups.flush(100);
        assertThat(told()).isEqualTo("alert.firing 1" + ", alert.firing 1".repeat(19));
        stage.execute(HOUR_AGO);
        assertThat(groups.flush(100).reasons()).containsExactly(FlushReason.FIRST_NOTIFICATION);
        assertThat(text("select type || ' ' || alerts from notifications order by seq desc limit 1"))
                .isEqualTo("alerts.firing 10");
        assertThat(text("select labels::text from notification_groups where not (plan ->> 'alone')::boolean"))
                .isEqualTo("{\"alertname\": \"Too hot\"}");

        new RoutingStore(transactions).save(Stage.TENANT, Routing.DEFAULT, "me");
        assertThat(groups.flush(100).notifications()).as("told already").isZero();
        stage.execute("update alerts set came_at = came_at - interval '1 minute'");
        lane(readings(35, "pump-30"));
        assertThat(groups.flush(100).reasons()).containsExactly(FlushReason.FIRST_NOTIFICATION);
        stage.execute(HOUR_AGO);
        lane(readings(20, devices(0, 31)));
        groups.flush(100);
        assertThat(stage.count("select count(*) from notifications where type = 'alert.resolved'"))
                .isEqualTo(21);
        assertThat(stage.count("select count(*) from notifications where type = 'alerts.resolved' and alerts = 10"))
                .isEqualTo(1);
        assertThat(stage.count("select count(*) from notification_groups")).isZero();
    }

    private static String[] devices(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "pump-" + i).toArray(String[]::new);
    }

    @Test
    void whatNobodyHearsLeavesATrace() throws Exception {
        stage.execute("update endpoints set enabled = false");
        lane(readings(35, "pump-1"));
        assertThat(groups.flush(100).unheard()).isEqualTo(1);
        assertThat(told()).isEqualTo("alert.firing 1");
    }

    private void route(List<String> groupBy, String wait) {
        RoutingDocument.Route route = new RoutingDocument.Route(
                "default", null, groupBy, wait, "5m", "4h", null, null, null, null, null, null, null);
        new RoutingStore(transactions)
                .save(
                        Stage.TENANT,
                        new RoutingDocument(
                                route, List.of(new RoutingDocument.Receiver("default", null, null)), null, null),
                        "me");
    }

    private void lane(List<Transition> transitions) {
        try {
            transactions.<Boolean, StaleRulesException>run(connection -> {
                AlertLedger.record(connection, transitions);
                return true;
            });
        } catch (StaleRulesException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Transition> readings(double value, String... devices) {
        return read(book, second++, value, devices);
    }

    private List<Transition> read(AlertBook reader, long at, double value, String... devices) {
        ReadingBatch.Builder batch = ReadingBatch.builder(0);
        for (String device : devices) {
            batch.add(Stage.TENANT, device, "temperature", Micros.of(Instant.ofEpochSecond(at)), value);
        }
        return reader.read(new RuleSet(List.of(rule)), batch.build());
    }

    /** Notifications as {@code type alerts}, by type. */
    private String told() {
        return text(
                "select coalesce(string_agg(type || ' ' || alerts, ', ' order by type, seq), '') from notifications");
    }

    private String text(String sql) {
        return transactions.run(connection -> {
            try (java.sql.Statement statement = connection.createStatement();
                    java.sql.ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        });
    }
}
