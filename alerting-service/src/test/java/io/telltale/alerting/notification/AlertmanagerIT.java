package io.telltale.alerting.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.Json;
import io.telltale.testkit.AlertmanagerServer;
import io.telltale.testkit.WebhookReceiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real Alertmanager takes what we push to it, and tells its webhook receivers of it in the very words that we use. */
class AlertmanagerIT {

    private static final URI CONSOLE = URI.create("https://console.example/telltale");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EndpointFormats formats = new EndpointFormats(CONSOLE);
    private Instant t0;
    private WebhookReceiver receiver;
    private AlertmanagerServer alertmanager;

    /** An alert that began longer ago than group_wait would be told at once, without those that come with it. */
    @BeforeEach
    void open() {
        receiver = new WebhookReceiver();
        String yaml = """
                route: {receiver: team, group_by: [alertname, site], group_wait: 5s, group_interval: 1s, repeat_interval: 4h}
                receivers:
                  - name: team
                    webhook_configs: [{url: "%s", send_resolved: true}]
                """.formatted(receiver.url());
        alertmanager = AlertmanagerServer.own(yaml, CONSOLE);
        t0 = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(2);
    }

    @AfterEach
    void close() {
        alertmanager.close();
        receiver.close();
    }

    @Test
    void takesOurPushesAndSaysWhatWeSay() throws Exception {
        Notification both = notification(told("pump-8", true), told("pump-7", false), told("fan \"2\" <&>", true));
        push(both);
        assertThat(devices(alertmanager.alerts())).containsExactlyInAnyOrder("pump-8", "fan \"2\" <&>");
        await().atMost(PATIENCE).until(() -> !receiver.hooks().isEmpty());
        assertThat(receiver.hooks().getFirst().json()).isEqualTo(ours(both));
        assertThat(ours(both).path("alerts")).hasSize(3);

        Notification ended = notification(told("pump-8", false), told("fan \"2\" <&>", false));
        push(ended);
        await().atMost(PATIENCE).until(() -> receiver.hooks().size() == 2);
        assertThat(receiver.hooks().getLast().json()).isEqualTo(ours(ended));
        assertThat(ours(ended).path("status").asText()).isEqualTo("resolved");
        assertThat(devices(alertmanager.alerts())).isEmpty();
    }

    @Test
    void anAlertThatWeDoNotRepeatStaysOpenThere() throws Exception {
        push(notification(told("pump-8", true)));
        Instant ends = Instant.parse(alertmanager.alerts().get(0).path("endsAt").asText());
        assertThat(Duration.between(Instant.now(), ends)).isGreaterThan(Duration.ofHours(119));
    }

    private JsonNode ours(Notification n) throws Exception {
        return Json.MAPPER.readTree(
                formats.of(choice(FormatKind.ALERTMANAGER_WEBHOOK)).render(n));
    }

    private void push(Notification n) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(alertmanager.url().resolve("/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        formats.of(choice(FormatKind.ALERTMANAGER)).render(n)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static FormatChoice choice(FormatKind kind) {
        return new FormatChoice(kind, Optional.empty());
    }

    private static List<String> devices(JsonNode alerts) {
        return alerts.findValues("labels").stream()
                .map(labels -> labels.path("device").asText())
                .collect(Collectors.toList());
    }

    private Told told(String device, boolean firing) {
        Told sample = Tellings.told(device, firing);
        Optional<Instant> end = firing ? Optional.empty() : Optional.of(t0.plusMillis(1_500));
        return new Told(sample.alert(), firing, sample.labels(), sample.annotations(), t0, end, sample.fingerprint());
    }

    private Notification notification(Told... told) {
        Notification grouped = Tellings.grouped(told);
        return new Notification(
                grouped.id(),
                grouped.tenant(),
                grouped.receiver(),
                "{}:{alertname=\"Too hot\", site=\"nord\"}",
                Map.of("alertname", "Too hot", "site", "nord"),
                grouped.commonLabels(),
                grouped.commonAnnotations(),
                grouped.firing(),
                grouped.alerts(),
                0,
                Instant.now());
    }
}
