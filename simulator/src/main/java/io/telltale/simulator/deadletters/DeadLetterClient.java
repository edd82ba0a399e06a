package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The API {@code /dead-letters}. Blocking, for one thread. Every failure is a {@link CannotRunException} that says what to do. */
final class DeadLetterClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI api;
    private final String token;
    private final Optional<String> tenant;

    DeadLetterClient(URI api, String token, Optional<String> tenant) {
        this.api = api;
        this.token = token;
        this.tenant = tenant;
    }

    static DeadLetterClient of(StackOptions stack) {
        return new DeadLetterClient(
                stack.environment().api(), stack.environment().operatorToken(), stack.tenant());
    }

    /** What the API answered to what it may refuse. */
    record Answer(boolean refused, JsonNode body) {}

    /** Reads. */
    JsonNode get(String path, Map<String, String> query) {
        return send("GET", path, query, Optional.empty()).body();
    }

    /** Changes something; a conflict (409) is an answer. */
    Answer post(String path, Map<String, String> query, Optional<JsonNode> body) {
        return send("POST", path, query, body);
    }

    /** Gives up. */
    JsonNode delete(String path, Map<String, String> query) {
        return send("DELETE", path, query, Optional.empty()).body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Answer send(String method, String path, Map<String, String> query, Optional<JsonNode> body) {
        URI uri = URI.create(api + "/dead-letters" + path + encoded(query));
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(TIMEOUT)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    body.isPresent()
                                            ? BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body.get()))
                                            : BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofByteArray());
            return answer(method, uri, response);
        } catch (IOException e) {
            throw new CannotRunException(
                    "cannot reach the API at " + api + " (" + e.getClass().getSimpleName()
                            + "): is the stack up? ./telltale status",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("interrupted while waiting for " + api, e);
        }
    }

    private Answer answer(String method, URI uri, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 204) {
            return new Answer(false, JsonNodeFactory.instance.objectNode());
        }
        JsonNode body = parsed(uri, response);
        if (status == 200 || status == 409) {
            return new Answer(status == 409, body);
        }
        String detail = body.path("detail").asText(body.path("title").asText("without a reason"));
        throw new CannotRunException(
                switch (status) {
                    case 401 -> "the operator's token is not accepted; run: eval \"$(./telltale env)\"";
                    case 403 ->
                        detail + "; viewers look, operators mend and replay, admins purge: ./telltale token --role R";
                    case 404 -> detail + "; what there is: ./telltale dead-letters list";
                    case 502, 503, 504 -> "the gateway is not ready, look at ./telltale status: " + detail;
                    default -> method + ' ' + uri.getPath() + " answered " + status + ": " + detail;
                });
    }

    private JsonNode parsed(URI uri, HttpResponse<byte[]> response) {
        try {
            return mapper.readTree(response.body());
        } catch (IOException e) {
            throw new CannotRunException(
                    uri.getPath() + " answered " + response.statusCode()
                            + " with a body that is no JSON: is TELLTALE_API_URL right?",
                    e);
        }
    }

    private String encoded(Map<String, String> query) {
        Map<String, String> all = new LinkedHashMap<>(query);
        tenant.ifPresent(name -> all.put("tenant", name));
        return all.isEmpty()
                ? ""
                : all.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
