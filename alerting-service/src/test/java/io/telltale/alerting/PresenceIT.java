package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.alerting.absence.PresenceView;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.CloudEvent;
import io.telltale.events.DevicePresence;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From what gateways and devices say on NATS to alerts, webhooks and the view of who is there. */
class PresenceIT {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared())
                .set("presence.tick", "PT0.2S")
                .set("presence.settle", "PT0.5S")
                .set("presence.gateway-grace", "PT3S");
        stage.ensureStreams();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void whatGatewaysTellOfSessionsBecomesAlertsAndWebhooks() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            List<String> states = new CopyOnWriteArrayList<>();
            stage.nats()
                    .createDispatcher(message -> state(message.getData()).ifPresent(states::add))
                    .subscribe(Subjects.presence(Stage.TENANT, "pump-1"));
            Sessions sessions = new Sessions(stage);
            stage.endpoint(receiver.url());
            stage.device("pump-1", Map.of());
            Alerting replica = stage.aloneReplica("one");
            Alerting second = stage.replica("two");
            sessions.told("pump-1", true, "run-a", 1);
            await().atMost(Stage.PATIENCE).until(() -> state(replica, "pump-1").equals("online"));
            // What changes back before it was told is not told.
            await().atMost(Stage.PATIENCE).until(() -> states.equals(List.of("online connected")));
            replica.rules().add(rule(new Condition.Presence(Condition.Presence.State.OFFLINE)));
            stage.publish(Subjects.presence(Stage.TENANT, "pump-1"), "no event".getBytes(StandardCharsets.UTF_8));
            sessions.told("pump-1", false, null, 0);
            sessions.told("pump-1", true, "run-b", 1);
            sessions.told("pump-1", false, "run-a", 1);
            sessions.beat("run-b");
            sessions.told("pump-1", false, "run-b", 1);
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);
            assertThat(state(second, "pump-1")).isEqualTo("offline");
            // Either replica may tell of it, also a moment after the other one has judged it.
            await().atMost(Stage.PATIENCE)
                    .until(() -> states.equals(List.of("online connected", "offline disconnected")));
            sessions.told("pump-1", true, "run-b", 2);
            sessions.beat("run-b");
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
            assertThat(receiver.types()).isEqualTo(List.of("alert.firing", "alert.resolved"));
            assertThat(stage.alerts()).containsExactly("pump-1 resolved");
            await().atMost(Stage.PATIENCE).untilAsserted(() -> assertThat(states)
                    .containsExactly("online connected", "offline disconnected", "online connected"));
            // Nobody hears run-b any more.
            await().atMost(Stage.PATIENCE).until(() -> state(replica, "pump-1").equals("offline"));
            await().atMost(Stage.PATIENCE).untilAsserted(() -> assertThat(stage.alerts())
                    .containsExactly("pump-1 firing", "pump-1 resolved"));
        }
    }

    @Test
    void aSeriesThatFallsSilentOnTheStreamIsToldUntilItIsHeardAgain() throws Exception {
        stage.device("pump-1", Map.of());
        stage.device("pump-2", Map.of());
        Alerting replica = stage.aloneReplica("one");
        replica.rules().add(rule(new Condition.NoData(Duration.ofSeconds(2), OptionalDouble.empty())));
        AtomicLong spoken = new AtomicLong();
        ScheduledExecutorService talking = Executors.newSingleThreadScheduledExecutor();
        talking.scheduleAtFixedRate(
                () -> stage.reading("pump-2", TIME.plusMillis(spoken.incrementAndGet()), 20),
                0,
                200,
                TimeUnit.MILLISECONDS);
        stage.reading("pump-1", TIME, 20);
        await().atMost(Stage.PATIENCE).until(() -> stage.alerts().equals(List.of("pump-1 firing")));
        stage.reading("pump-1", TIME.plusSeconds(1), 20);
        await().atMost(Stage.PATIENCE).until(() -> stage.alerts().equals(List.of("pump-1 resolved")));
        assertThat(state(replica, "pump-2")).isEqualTo("online");
        talking.shutdownNow();
        assertThat(talking.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static Rule rule(Condition condition) {
        return new Rule(
                UUID.randomUUID(),
                Stage.TENANT,
                1,
                "Gone",
                Severity.WARNING,
                new Selector(
                        Glob.ANY,
                        new Glob(condition instanceof Condition.Presence ? "presence" : "temperature"),
                        Optional.empty(),
                        Map.of()),
                condition,
                Duration.ZERO,
                true,
                Map.of(),
                Map.of());
    }

    private static String state(Alerting replica, String device) {
        PresenceView view = replica.presence();
        return view.find(Stage.TENANT, device).orElseThrow().state().wire();
    }

    private static Optional<String> state(byte[] message) {
        try {
            CloudEvent event = CloudEvent.parse(message);
            if (!event.type().equals(DevicePresence.TYPE)) {
                return Optional.empty();
            }
            DevicePresence presence = event.dataAs(DevicePresence.class);
            return Optional.of(presence.state() + ' ' + presence.cause());
        } catch (IOException e) {
            // The test's own message that is no event.
            return Optional.empty();
        }
    }
}
