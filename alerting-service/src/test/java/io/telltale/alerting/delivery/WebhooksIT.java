package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.alerting.Alerting;
import io.telltale.alerting.SampleRules;
import io.telltale.alerting.Stage;
import io.telltale.alerting.store.DeliveryLog;
import io.telltale.alerting.store.Endpoint;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.events.Shards;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import io.telltale.testkit.WebhookReceiver.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries to receivers that misbehave. */
class WebhooksIT {

    private final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private Stage stage;
    private WebhookReceiver receiver;
    private EndpointStore endpoints;
    private DeliveryLog log;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared())
                .set("webhooks.retry-delays", "PT0.2S,PT0.2S,PT0.2S")
                .set("webhooks.poll", "PT0.1S");
        receiver = new WebhookReceiver();
        endpoints = new EndpointStore(stage.transactions);
        log = new DeliveryLog(stage.transactions);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        receiver.close();
    }

    @Test
    void aReceiverThatFailsGetsTheSameWebhookAgain() throws Exception {
        receiver.answering(attempt -> attempt <= 2 ? new Answer(500, Map.of(), "out of order") : Answer.OK);
        String secret = stage.endpoint(receiver.url());
        fire();
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 3);
        assertThat(receiver.hooks().stream().map(WebhookReceiver.Hook::id).distinct())
                .hasSize(1);
        assertThat(receiver.hooks().stream().map(WebhookReceiver.Hook::body).distinct())
                .hasSize(1);
        for (WebhookReceiver.Hook hook : receiver.hooks()) {
            hook.verify(secret);
        }
        await().atMost(Stage.PATIENCE).until(() -> delivery().state().equals("delivered"));
        assertThat(delivery().attempts()).isEqualTo(3);
        assertThat(delivery().lastStatus()).hasValue(204);
        assertThat(delivery().lastError()).isEmpty();
        assertThat("msg_" + delivery().id())
                .isEqualTo(receiver.hooks().getFirst().id());
    }

    @Test
    void afterTheLastAttemptADeliveryIsDeadAndSaysWhy() {
        receiver.answering(attempt -> new Answer(500, Map.of(), "out of\norder " + "x".repeat(100_000)));
        stage.endpoint(receiver.url());
        fire();
        await().atMost(Stage.PATIENCE).until(() -> delivery().state().equals("dead"));
        assertThat(receiver.hooks()).hasSize(4);
        assertThat(delivery().attempts()).isEqualTo(4);
        assertThat(delivery().lastStatus()).hasValue(500);
        assertThat(delivery().lastError().orElseThrow())
                .startsWith("HTTP 500: out of order xxx")
                .hasSizeLessThan(600);
        assertThat(delivery().nextAttemptAt()).isEmpty();
    }

    @Test
    void aReceiverThatIsGoneIsLeftAlone() {
        receiver.answering(attempt -> Answer.status(410));
        stage.endpoint(receiver.url());
        Alerting alerting = fire();
        await().atMost(Stage.PATIENCE).until(() -> !endpoint().settings().enabled());
        assertThat(endpoint().disabledReason()).contains("the receiver answered 410 Gone");
        assertThat(delivery().state()).isEqualTo("dead");
        stage.reading("pump-8", t0, 35);
        stage.settled();
        assertThat(alerting.problems()).isEmpty();
        assertThat(receiver.hooks()).hasSize(1);
    }

    @Test
    void aReceiverThatAsksForTimeGetsIt() {
        receiver.answering(
                attempt -> attempt == 1 ? new Answer(429, Map.of("Retry-After", "2"), "slow down") : Answer.OK);
        stage.endpoint(receiver.url());
        fire();
        stage.reading("pump-8", t0, 35);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 3);
        Duration first = Duration.between(
                receiver.hooks().get(0).arrived(), receiver.hooks().get(2).arrived());
        assertThat(first).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(6));
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (WebhookReceiver other = new WebhookReceiver()) {
            receiver.answering(
                    attempt -> new Answer(307, Map.of("Location", other.url().toString()), ""));
            stage.endpoint(receiver.url());
            fire();
            await().atMost(Stage.PATIENCE).until(() -> delivery().state().equals("dead"));
            assertThat(delivery().lastStatus()).hasValue(307);
            assertThat(other.hooks()).isEmpty();
        }
    }

    @Test
    void aReceiverThatNeverAnswersHoldsUpNobodyElse() throws IOException {
        stage.set("webhooks.timeout", "PT6S").set("webhooks.lease", "PT1S").set("webhooks.per-endpoint", "2");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            stage.endpoint(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"));
            stage.endpoint(receiver.url());
            Alerting alerting = fire();
            Instant published = Instant.now();
            for (int i = 0; i < 19; i++) {
                stage.reading("fan-" + i, t0, 35);
            }
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 20);
            assertThat(Duration.between(published, receiver.hooks().getLast().arrived()))
                    .isLessThan(Duration.ofSeconds(6));
            await().atMost(Stage.PATIENCE).until(() -> deliveries().stream()
                    .anyMatch(d -> d.lastError().equals(Optional.of("no answer within PT6S"))));
            assertThat(alerting.problems()).isEmpty();
        }
    }

    @Test
    void theEndIsNotToldBeforeTheBeginning() {
        receiver.answering(attempt -> attempt <= 2 ? Answer.status(503) : Answer.OK);
        stage.endpoint(receiver.url());
        fire();
        stage.reading("pump-7", t0.plusSeconds(1), 20);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 4);
        assertThat(receiver.types())
                .isEqualTo(List.of("alert.firing", "alert.firing", "alert.firing", "alert.resolved"));
    }

    @Test
    void whatADeadReplicaHadClaimedComesBackWhenItsLeaseIsOver() {
        stage.endpoint(receiver.url());
        fire();
        await().atMost(Stage.PATIENCE).until(() -> delivery().state().equals("delivered"));
        // As a replica leaves it that dies between claiming and settling.
        stage.execute("""
                update deliveries set state = 'pending', delivered_at = null, next_attempt_at = now(),
                  claimed_by = gen_random_uuid(), claimed_until = now() + interval '2 s'
                """);
        Instant died = Instant.now();
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        assertThat(Duration.between(died, receiver.hooks().getLast().arrived()))
                .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(6));
        assertThat(receiver.hooks().stream().map(WebhookReceiver.Hook::id).distinct())
                .hasSize(1);
        await().atMost(Stage.PATIENCE).until(() -> delivery().state().equals("delivered"));
    }

    @Test
    void anAddressThatHasBecomePrivateIsNotConnectedTo() {
        stage.set("webhooks.allow", "192.0.2.0/24");
        stage.endpoint(receiver.url());
        fire();
        await().atMost(Stage.PATIENCE).until(() -> delivery().state().equals("dead"));
        assertThat(delivery().lastError().orElseThrow())
                .startsWith("refused: host '127.0.0.1' has the address 127.0.0.1");
        assertThat(receiver.hooks()).isEmpty();
    }

    @Test
    void everyAttemptIsCountedOnceByHowItEnded() {
        receiver.answering(attempt -> attempt == 1 ? Answer.status(500) : Answer.OK);
        stage.endpoint(receiver.url());
        MeterRegistry metrics = stage.metrics(fire());
        stage.reading("pump-7", t0.plusSeconds(1), 20);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 3);
        await().atMost(Stage.PATIENCE)
                .until(() -> metrics.get("alerting.webhooks.inflight").gauge().value() == 0);
        assertThat(metrics.get("alerting.webhooks.attempted").counter().count()).isEqualTo(3);
        assertThat(ended(metrics, "delivered")).isEqualTo(2);
        assertThat(ended(metrics, "retried")).isEqualTo(1);
        for (String outcome : List.of("dead", "gone", "unsettled")) {
            assertThat(ended(metrics, outcome)).isZero();
        }
        assertThat(changed(metrics, "fired")).isEqualTo(1);
        assertThat(changed(metrics, "resolved")).isEqualTo(1);
    }

    @Test
    void whatWaitsIsCountedUntilItIsTold() {
        receiver.answering(attempt -> attempt <= 1 ? Answer.status(503) : Answer.OK);
        stage.set("webhooks.retry-delays", "PT6S").endpoint(receiver.url());
        MeterRegistry metrics = stage.metrics(fire());
        await().atMost(Stage.PATIENCE).until(() -> gauge(metrics, "alerting.deliveries.pending") == 1);
        assertThat(gauge(metrics, "alerting.deliveries.oldest.age.seconds")).isPositive();
        await().atMost(Stage.PATIENCE).until(() -> gauge(metrics, "alerting.deliveries.pending") == 0);
        assertThat(gauge(metrics, "alerting.deliveries.oldest.age.seconds")).isZero();
        assertThat(gauge(metrics, "alerting.events.pending")).isZero();
        assertThat(gauge(metrics, "alerting.findings.pending")).isZero();
        assertThat(gauge(metrics, "telltale.shards.owned")).isEqualTo(Shards.COUNT);
        await().atMost(Stage.PATIENCE).until(() -> gauge(metrics, "telltale.shards.pending") == 0);
        assertThat(gauge(metrics, "telltale.shards.backlog.age.seconds")).isZero();
    }

    private static double gauge(MeterRegistry metrics, String name) {
        return metrics.get(name).gauge().value();
    }

    private static double ended(MeterRegistry metrics, String outcome) {
        return metrics.get("alerting.webhooks.ended")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static double changed(MeterRegistry metrics, String transition) {
        return metrics.get("alerting.alerts.changed")
                .tag("transition", transition)
                .counter()
                .count();
    }

    private Alerting fire() {
        Alerting alerting = stage.aloneReplica("one");
        assertThat(alerting.rules().add(SampleRules.hot())).isPresent();
        stage.reading("pump-7", t0, 35);
        await().atMost(Stage.PATIENCE).until(() -> stage.count("select count(*) from deliveries") > 0);
        return alerting;
    }

    private Endpoint endpoint() {
        return endpoints.page(Stage.TENANT, 0, 1).getFirst().endpoint();
    }

    /** Of the oldest endpoint, the latest first. */
    private List<DeliveryLog.Delivery> deliveries() {
        DeliveryLog.Filter filter =
                new DeliveryLog.Filter(Stage.TENANT, Optional.of(endpoint().id()), Optional.empty());
        return log.page(filter, Long.MAX_VALUE, 100);
    }

    /** The oldest. */
    private DeliveryLog.Delivery delivery() {
        return deliveries().getLast();
    }
}
