package io.telltale.simulator.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.simulator.chaos.Crossing.Alert;
import io.telltale.simulator.load.Wave;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.Environment;
import io.telltale.simulator.stack.PlatformApi;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What chaos asks of the API as an operator. Blocking; a failure is a {@link CannotRunException}. */
final class OperatorApi implements AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);
    private static final String PAGE = "1000";

    private final PlatformApi api;

    OperatorApi(Environment environment) {
        api = new PlatformApi(
                environment.api(), environment.operatorToken(), Optional.empty(), LONGEST_ANSWER, Map.of());
    }

    /** Registers the receiver; what comes from the platform will be signed by what is returned. */
    WebhookSignature registerWebhook(URI receiver) {
        JsonNode made = post("/webhooks", Map.of("url", receiver.toString()));
        return WebhookSignature.of(made.path("secret").asText());
    }

    /** Fires for that device while its value is lifted; alerts of one rule for all would be a storm, and told together. */
    void createRule(String device) {
        post(
                "/rules",
                Map.of(
                        "name",
                        device,
                        "kind",
                        "threshold",
                        "severity",
                        "warning",
                        "selector",
                        Map.of("device", device, "metric", "m0"),
                        "condition",
                        Map.of("operator", ">=", "value", Wave.LIFT)));
    }

    /** All alerts there are and were. */
    List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        eachOf(
                "/alerts",
                Map.of("limit", PAGE),
                item -> alerts.add(new Alert(
                        item.path("id").asText(),
                        item.path("device").asText(),
                        ChronoUnit.MICROS.between(
                                Instant.EPOCH,
                                Instant.parse(item.path("startedAt").asText())),
                        item.path("state").asText().equals("resolved"))));
        return alerts;
    }

    /** The texts of all dead letters of a device. */
    List<String> deadLetters(String device) {
        List<String> texts = new ArrayList<>();
        eachOf(
                "/dead-letters",
                Map.of("device", device, "limit", PAGE),
                item -> texts.add(item.path("text").asText()));
        return texts;
    }

    @Override
    public void close() {
        api.close();
    }

    private void eachOf(String path, Map<String, String> query, Consumer<JsonNode> visitor) {
        api.pages("GET", path, query, page -> page.path("items").forEach(visitor));
    }

    private JsonNode post(String path, Map<String, ?> body) {
        return api.post(path, Map.of(), body).body();
    }
}
