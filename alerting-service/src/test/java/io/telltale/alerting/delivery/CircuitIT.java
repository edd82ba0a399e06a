package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.alerting.Alerting;
import io.telltale.alerting.SampleRules;
import io.telltale.alerting.Stage;
import io.telltale.alerting.notification.FormatChoice;
import io.telltale.alerting.store.Claim;
import io.telltale.alerting.store.DeliveryStore;
import io.telltale.alerting.store.DeliveryStore.Breaker;
import io.telltale.alerting.store.Endpoint;
import io.telltale.alerting.store.EndpointSettings;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import io.telltale.testkit.WebhookReceiver.Answer;
import io.telltale.testkit.WebhookReceiver.Hook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that are left alone for a while, and those that want no more than so many in a minute; also by two replicas. */
class CircuitIT {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");
    private static final Breaker BREAKER =
            new Breaker(3, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofDays(4));

    private final Instant t0 = Instant.now();
    private Stage stage;
    private WebhookReceiver receiver;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared())
                .set("webhooks.retry-delays", "PT0.1S,PT0.1S,PT0.1S,PT0.1S,PT0.1S")
                .set("webhooks.poll", "PT0.1S")
                .set("webhooks.per-endpoint", "1")
                .set("webhooks.breaker-failures", "3")
                .set("webhooks.breaker-pause", "PT3S");
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        receiver.close();
    }

    @Test
    void anEndpointThatKeepsFailingIsLeftAloneAndThenTriedOut() {
        receiver.answering(attempt -> attempt <= 4 ? Answer.status(500) : Answer.OK);
        stage.endpoint(receiver.url());
        MeterRegistry metrics = stage.metrics(fire(5));
        await().atMost(Stage.PATIENCE)
                .until(() -> endpoint().circuit().openUntil().isPresent());
        assertThat(endpoint().circuit().failures()).isEqualTo(3);
        assertThat(endpoint().circuit().state(Instant.now())).isEqualTo("open");
        await().atMost(Stage.PATIENCE)
                .until(() -> metrics.get("alerting.endpoints.registered")
                                .tag("state", "open")
                                .gauge()
                                .value()
                        == 1);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 9);
        List<Hook> hooks = receiver.hooks();
        assertThat(between(hooks.get(2), hooks.get(3))).isBetween(Duration.ofMillis(2_800), Duration.ofSeconds(15));
        assertThat(between(hooks.get(3), hooks.get(4))).isBetween(Duration.ofMillis(5_800), Duration.ofSeconds(20));
        await().atMost(Stage.PATIENCE)
                .until(() -> endpoint().circuit().openUntil().isEmpty());
        assertThat(endpoint().circuit().failures()).isZero();
        assertThat(metrics.get("alerting.webhooks.circuits.opened").counter().count())
                .isEqualTo(2);
        assertThat(metrics.get("alerting.webhooks.expired").counter().count()).isZero();
    }

    @Test
    void whatWaitsTooLongForAnEndpointThatFailsIsGivenUp() {
        receiver.answering(attempt -> Answer.status(500));
        stage.endpoint(receiver.url());
        stage.set("webhooks.breaker-pause", "PT30S").set("webhooks.patience", "P1D");
        // Registered by hand, as they would be a day and more into an outage.
        deliveries(4);
        stage.execute("update deliveries set due_since = now() - interval '25 h'");
        MeterRegistry metrics = stage.metrics(stage.aloneReplica("one"));
        await().atMost(Stage.PATIENCE)
                .until(() -> stage.count("select count(*) from deliveries where state = 'dead'") == 4);
        assertThat(metrics.get("alerting.webhooks.expired").counter().count()).isEqualTo(1);
        assertThat(stage.count("select count(*) from deliveries where attempts = 0 and last_error like 'given up: %'"))
                .isEqualTo(1);
    }

    @Test
    void anEndpointGetsNoMoreInAMinuteThanItWants() {
        stage.endpoint(limited(receiver.url(), 120));
        fire(8);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 8);
        Hook first = receiver.hooks().getFirst();
        Hook last = receiver.hooks().getLast();
        // Two may come at once, each further one half a second later.
        assertThat(between(first, last)).isGreaterThan(Duration.ofMillis(2_800));
    }

    @Test
    void twoReplicasTogetherKeepTheLimit() throws Exception {
        stage.endpoint(limited(NOWHERE, 300));
        deliveries(40);
        // 300 in a minute are five in a second, and as many may come at once.
        assertThat(claimedByFour()).hasSize(5);
    }

    @Test
    void twoReplicasTogetherTryOutWithOne() throws Exception {
        stage.endpoint(NOWHERE);
        deliveries(40);
        stage.execute("update endpoints set failures = 7, openings = 2, open_until = now() - interval '1 s'");
        List<Claim> claims = claimedByFour();
        assertThat(claims).hasSize(1);
        assertThat(claims.getFirst().probe()).isTrue();
        assertThat(claimedByFour()).isEmpty();
        assertThat(endpoint().circuit().openUntil().orElseThrow()).isAfter(Instant.now());
    }

    @Test
    void anEndpointInGoodHealthIsClaimedOfByAll() throws Exception {
        stage.endpoint(NOWHERE);
        deliveries(40);
        List<Claim> claims = claimedByFour();
        assertThat(claims).hasSize(40);
        assertThat(claims.stream().map(Claim::delivery).distinct()).hasSize(40);
    }

    private List<Claim> claimedByFour() throws Exception {
        DeliveryStore store = new DeliveryStore(stage.transactions, BREAKER);
        Callable<List<Claim>> replica = () -> store.claim(Map.of(), 10, 100, Duration.ofMinutes(1));
        List<Claim> claims = new ArrayList<>();
        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            for (Future<List<Claim>> claimed : replicas.invokeAll(List.of(replica, replica, replica, replica))) {
                claims.addAll(claimed.get());
            }
        }
        return claims;
    }

    private void deliveries(int count) {
        stage.execute("""
                with told as (
                  insert into notifications (id, tenant, group_id, receiver, type, reason, alerts)
                  select gen_random_uuid(), tenant, gen_random_uuid(), 'default', 'alert.firing', 'first-notification', 1
                  from endpoints, generate_series(1, %d) returning *)
                insert into deliveries (id, endpoint_id, notification_id, group_id, body)
                select gen_random_uuid(), e.id, told.id, told.group_id, '{}' from told, endpoints e
                """.formatted(count));
    }

    private static EndpointSettings limited(URI url, int perMinute) {
        return new EndpointSettings(
                "limited", url, Optional.empty(), FormatChoice.STANDARD, Map.of(), OptionalInt.of(perMinute), true);
    }

    private static Duration between(Hook one, Hook other) {
        return Duration.between(one.arrived(), other.arrived());
    }

    private Alerting fire(int devices) {
        Alerting alerting = stage.aloneReplica("one");
        assertThat(alerting.rules().add(SampleRules.hot())).isPresent();
        for (int i = 0; i < devices; i++) {
            stage.reading("pump-" + i, t0, 35);
        }
        return alerting;
    }

    private Endpoint endpoint() {
        return new EndpointStore(stage.transactions)
                .page(Stage.TENANT, 0, 1)
                .getFirst()
                .endpoint();
    }
}
