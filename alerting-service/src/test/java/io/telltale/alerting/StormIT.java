package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.routing.RoutingDocument;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.alerting.store.AlertStore;
import io.telltale.alerting.store.RoutingStore;
import io.telltale.alerting.store.StaleRulesException;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Ten thousand devices cross a limit within seconds and the gateway of half of them drops, while the service restarts. */
class StormIT {

    private static final int DEVICES = 10_000;
    private static final int BATCH = 250;
    /** For each of two groups: one notification, and one more for each group interval that the storm and its end last. */
    private static final int MOST_NOTIFICATIONS = 24;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void isToldInAFewNotificationsAndNothingIsForgottenOrRepeated() throws Exception {
        try (Stage stage = new Stage(NatsServer.shared(), Timescale.shared());
                WebhookReceiver receiver = new WebhookReceiver()) {
            stage.endpoint(receiver.url());
            stage.ensureStreams();
            route(stage);
            Alerting first = stage.aloneReplica("one");
            Rule away = rule("Away", "gw-*", hot(), Map.of());
            assertThat(first.rules().add(rule("Too hot", "a-*", hot(), Map.of())))
                    .isPresent();
            assertThat(first.rules().add(rule("Too hot", "b-*", hot(), Map.of("gateway", "gw-1"))))
                    .isPresent();
            assertThat(first.rules().add(away)).isPresent();
            Alert gateway = gatewayDrops(stage, away);
            first.wake();

            long began = System.nanoTime();
            storm(stage, 0, DEVICES / 2, 35);
            await().atMost(PATIENCE).until(() -> receiver.hooks().size() >= 2);
            storm(stage, DEVICES / 2, DEVICES, 35);
            stage.stop(first);
            Alerting second = stage.aloneReplica("two");
            stage.settled();
            long judged = stage.count("select count(*) from alerts where state = 'firing'");
            System.out.printf(
                    "storm: %d alerts %.1f s after it began, with a restart%n",
                    judged, (System.nanoTime() - began) / 1e9);
            assertThat(judged).isEqualTo(DEVICES + 1);

            String unmuted = "select count(*) from group_alerts where told = 'firing'";
            await().atMost(PATIENCE).until(() -> stage.count(unmuted) == DEVICES / 2 + 1);
            assertThat(stage.count("select count(*) from group_alerts where muted = 'inhibited' and told is null"))
                    .as("behind the gateway")
                    .isEqualTo(DEVICES / 2);
            assertThat(latest(stage))
                    .as("told at last, with those that did not fit")
                    .isEqualTo(DEVICES / 2);

            change(stage, gateway, alert -> alert.resolved(t0.plusSeconds(60), 0));
            second.wake();
            await().atMost(PATIENCE).until(() -> stage.count(unmuted) == DEVICES);
            storm(stage, 0, DEVICES, 20);
            await().atMost(PATIENCE).until(() -> stage.count("select count(*) from notification_groups") == 0);
            await().atMost(PATIENCE)
                    .until(() -> stage.count("select count(*) from deliveries where state <> 'delivered'") == 0);

            long told = stage.count("select count(*) from notifications");
            System.out.println("storm: notifications=" + told);
            assertThat(told).isLessThanOrEqualTo(MOST_NOTIFICATIONS);
            assertThat(receiver.hooks()).hasSize((int) told);
            assertThat(receiver.hooks().stream().map(WebhookReceiver.Hook::id).distinct())
                    .as("none twice")
                    .hasSize((int) told);
            String each = "select count(*) from (select alert_id from alert_history where what = 'notified' "
                    + "group by alert_id having count(*) = 2) as each";
            assertThat(stage.count(each))
                    .as("its beginning once and its end once")
                    .isEqualTo(DEVICES + 1);
        }
    }

    /** All alerts of the greatest notification. */
    private static long latest(Stage stage) {
        return stage.count("select max(alerts + truncated) from notifications");
    }

    private static void route(Stage stage) {
        RoutingDocument.Route route = new RoutingDocument.Route(
                "default", null, List.of("alertname"), "1s", "2s", "4h", null, null, null, null, null, null, null);
        new RoutingStore(stage.transactions)
                .save(
                        Stage.TENANT,
                        new RoutingDocument(
                                route, List.of(new RoutingDocument.Receiver("default", null, null)), null, null),
                        "me");
    }

    private void storm(Stage stage, int from, int to, double value) {
        List<ReadingBatch.Builder> batches = new ArrayList<>();
        for (int lane = 0; lane < Shards.COUNT; lane++) {
            batches.add(ReadingBatch.builder(0));
        }
        int[] sizes = new int[Shards.COUNT];
        Instant time = value > 30 ? t0 : t0.plusSeconds(1);
        for (int i = from; i < to; i++) {
            String device = (i % 2 == 0 ? "a-" : "b-") + i;
            int lane = Shards.of(Stage.TENANT, device);
            batches.get(lane).add(Stage.TENANT, device, "temperature", Micros.of(time), value);
            if (++sizes[lane] == BATCH) {
                stage.publish(
                        Subjects.telemetry(lane), batches.get(lane).build().toBytes());
                batches.set(lane, ReadingBatch.builder(0));
                sizes[lane] = 0;
            }
        }
        for (int lane = 0; lane < Shards.COUNT; lane++) {
            if (sizes[lane] > 0) {
                stage.publish(
                        Subjects.telemetry(lane), batches.get(lane).build().toBytes());
            }
        }
    }

    /** An alert as a rule on presence raises it, but without the clock that judges those. */
    private Alert gatewayDrops(Stage stage, Rule away) throws StaleRulesException {
        Alert alert = new Alert(
                UUID.randomUUID(),
                away.id(),
                1,
                away.name(),
                "presence",
                Severity.CRITICAL,
                new SeriesKey(Stage.TENANT, "gw-1", "presence"),
                AlertState.FIRING,
                0,
                "gw-1 is offline",
                t0,
                t0,
                Optional.empty(),
                Optional.empty(),
                Map.of("gateway", "gw-1"),
                Map.of());
        new AlertStore(stage.transactions).judge(latest -> List.of(new Transition.Fired(alert)));
        return alert;
    }

    private static void change(Stage stage, Alert alert, UnaryOperator<Alert> end) throws StaleRulesException {
        new AlertStore(stage.transactions).judge(latest -> List.of(new Transition.Resolved(end.apply(alert))));
    }

    private static Condition hot() {
        return new Condition.Threshold(Operator.ABOVE, 30, OptionalDouble.empty());
    }

    private static Rule rule(String name, String devices, Condition condition, Map<String, String> labels) {
        return new Rule(
                UUID.randomUUID(),
                Stage.TENANT,
                1,
                name,
                Severity.WARNING,
                new Selector(new Glob(devices), "temperature", Map.of()),
                condition,
                Duration.ZERO,
                true,
                labels,
                Map.of());
    }
}
