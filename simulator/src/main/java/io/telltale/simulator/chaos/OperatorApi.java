package io.telltale.simulator.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.chaos.Crossing.Alert;
import io.telltale.simulator.load.Wave;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.Environment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What chaos asks of the API as an operator. Blocking; a failure is a {@link CannotRunException}. */
final class OperatorApi implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI api;
    private final String token;

    OperatorApi(Environment environment) {
        api = environment.api();
        token = environment.operatorToken();
    }

    /** Registers the receiver; what comes from the platform will be signed by what is returned. */
    WebhookSignature registerWebhook(URI receiver) {
        JsonNode made = post("/webhooks", Map.of("url", receiver.toString()));
        return WebhookSignature.of(made.path("secret").asText());
    }

    /** Fires for every device of that prefix while its value is lifted. */
    void createRule(String prefix) {
        post(
                "/rules",
                Map.of(
                        "name", "chaos",
                        "kind", "threshold",
                        "severity", "warning",
                        "selector", Map.of("device", prefix + "*", "metric", "m0"),
                        "condition", Map.of("operator", ">=", "value", Wave.LIFT)));
    }

    /** All alerts there are and were. */
    List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        eachOf(
                "/alerts",
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
                "/dead-letters?device=" + device,
                item -> texts.add(item.path("text").asText()));
        return texts;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void eachOf(String path, Consumer<JsonNode> visitor) {
        String start = path + (path.contains("?") ? "&" : "?") + "limit=1000";
        String next = start;
        while (!next.isEmpty()) {
            JsonNode page = send("GET", next, BodyPublishers.noBody());
            page.path("items").forEach(visitor);
            String after = page.path("next").asText("");
            next = after.isEmpty() ? "" : start + "&after=" + after;
        }
    }

    private JsonNode post(String path, Map<String, ?> body) {
        try {
            return send("POST", path, BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)));
        } catch (IOException e) {
            throw new IllegalStateException("plain data is always JSON", e);
        }
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new CannotRunException(method + " " + api + path + " answered " + response.statusCode());
            }
            return mapper.readTree(response.body());
        } catch (IOException e) {
            throw new CannotRunException(method + " " + api + path + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("interrupted", e);
        }
    }
}
