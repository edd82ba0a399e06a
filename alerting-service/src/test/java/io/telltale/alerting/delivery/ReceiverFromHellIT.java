package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.alerting.Alerting;
import io.telltale.alerting.SampleRules;
import io.telltale.alerting.Stage;
import io.telltale.alerting.delivery.HostileReceiver.Torment;
import io.telltale.alerting.store.DeliveryLog;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.WebhookReceiver;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Everything that a receiver can do to a sender, one after the other, and what an operator sees of it. */
class ReceiverFromHellIT {

    private static final int DEVICES = 6;

    @Test
    void whateverAReceiverDoesItGetsEverythingAndNobodyElseWaits() throws Exception {
        Instant t0 = Instant.now();
        try (Stage stage = stage();
                HostileReceiver hell = new HostileReceiver();
                WebhookReceiver heaven = new WebhookReceiver()) {
            stage.endpoint(hell.url());
            stage.endpoint(heaven.url());
            Alerting alerting = stage.aloneReplica("one");
            assertThat(alerting.rules().add(SampleRules.hot())).isPresent();
            for (int i = 0; i < DEVICES; i++) {
                stage.reading("pump-" + i, t0, 35);
            }
            await().atMost(Stage.PATIENCE).until(() -> heaven.hooks().size() == DEVICES);
            assertThat(hell.requests())
                    .extracting(HostileReceiver.Request::torment)
                    .doesNotContain(Torment.TAKES);

            DeliveryLog log = new DeliveryLog(stage.transactions);
            UUID endpoint = new EndpointStore(stage.transactions)
                    .page(Stage.TENANT, 0, 1)
                    .getFirst()
                    .endpoint()
                    .id();
            await().atMost(Stage.PATIENCE)
                    .until(() -> states(log, endpoint).equals(Map.of("delivered", (long) DEVICES)));

            Map<String, Set<String>> bodies = hell.requests().stream()
                    .collect(Collectors.groupingBy(
                            HostileReceiver.Request::id,
                            Collectors.mapping(HostileReceiver.Request::body, Collectors.toSet())));
            assertThat(bodies).hasSize(DEVICES).allSatisfy((id, said) -> assertThat(said)
                    .hasSize(1));
            assertThat(taken(hell)).isEqualTo(bodies.keySet().stream().sorted().toList());
            assertThat(alerting.problems()).isEmpty();
            theLogShows(log, endpoint, hell);
        }
    }

    private static void theLogShows(DeliveryLog log, UUID endpoint, HostileReceiver hell) {
        List<DeliveryLog.Numbered> attempts = deliveries(log, endpoint).stream()
                .flatMap(delivery -> log.attempts(delivery.id()).stream())
                .toList();
        assertThat(attempts).hasSize(hell.requests().size());
        List<String> errors = attempts.stream()
                .flatMap(attempt -> attempt.what().error().stream())
                .toList();
        assertThat(errors).hasSize(attempts.size() - DEVICES);
        for (String said : List.of("HTTP 500: hell!", "HTTP 307", "HTTP 429", "no answer within PT1S")) {
            assertThat(errors).contains(said);
        }
        assertThat(attempts).allSatisfy(attempt -> assertThat(attempt.what().request())
                .startsWith("POST " + hell.url() + "\nContent-Type: application/json\n")
                .contains("webhook-signature: v1,<hidden>\n")
                .contains("\"type\":\"alert.firing\""));
        assertThat(attempts.stream().map(attempt -> attempt.what().response()))
                .anySatisfy(response ->
                        assertThat(response).isEqualTo("HTTP 307\nLocation: http://169.254.169.254/latest\n\n"));
    }

    private static List<String> taken(HostileReceiver hell) {
        return hell.requests().stream()
                .filter(request -> request.torment() == Torment.TAKES)
                .map(HostileReceiver.Request::id)
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<String, Long> states(DeliveryLog log, UUID endpoint) {
        return deliveries(log, endpoint).stream()
                .collect(Collectors.groupingBy(DeliveryLog.Delivery::state, Collectors.counting()));
    }

    private static List<DeliveryLog.Delivery> deliveries(DeliveryLog log, UUID endpoint) {
        return log.page(
                new DeliveryLog.Filter(Stage.TENANT, Optional.of(endpoint), Optional.empty()), Long.MAX_VALUE, 100);
    }

    private static Stage stage() {
        return new Stage(NatsServer.shared(), Timescale.shared())
                .set("webhooks.retry-delays", String.join(",", Collections.nCopies(20, "PT0.2S")))
                .set("webhooks.poll", "PT0.1S")
                .set("webhooks.timeout", "PT1S")
                .set("webhooks.breaker-pause", "PT0.2S")
                .set("webhooks.breaker-longest", "PT0.4S");
    }
}
