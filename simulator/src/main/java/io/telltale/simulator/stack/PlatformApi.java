package io.telltale.simulator.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The platform's API as an operator asks it, JSON both ways. Blocking, safe for several threads. Every failure is a
 * {@link CannotRunException} that says what the user can do.
 */
public final class PlatformApi implements AutoCloseable {

    /** For whoever does many things by one request. */
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI api;
    private final String token;
    private final Optional<String> tenant;
    private final Duration timeout;
    private final Map<Integer, String> hints;

    /**
     * Speaks to {@code api} with the operator's {@code token}; a {@code tenant} is named only where the token may choose.
     *
     * @param timeout how long an answer may take
     * @param hints what to do next, by the status of a refusal, where the caller knows better than this class
     */
    public PlatformApi(URI api, String token, Optional<String> tenant, Duration timeout, Map<Integer, String> hints) {
        this.api = api;
        this.token = token;
        this.tenant = tenant;
        this.timeout = timeout;
        this.hints = Map.copyOf(hints);
    }

    /** What was answered; an empty answer has an empty body. */
    public record Answer(int status, JsonNode body) {

        /** What is there already is in the way. */
        public static final int CONFLICT = 409;

        public boolean conflict() {
            return status == CONFLICT;
        }
    }

    /** Asks without a body. Whatever is neither 2xx nor among {@code expected} is a failure. */
    public Answer send(String method, String path, Map<String, String> query, int... expected) {
        return exchange(method, path, query, BodyPublishers.noBody(), expected);
    }

    /** Asks with a body, written as JSON. Whatever is neither 2xx nor among {@code expected} is a failure. */
    public Answer post(String path, Map<String, String> query, Object body, int... expected) {
        try {
            return exchange("POST", path, query, BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)), expected);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain data is always JSON", e);
        }
    }

    /** Asks for one page after the other until the API names no next one. */
    public void pages(String method, String path, Map<String, String> query, Consumer<JsonNode> reader) {
        Map<String, String> page = new LinkedHashMap<>(query);
        String next;
        do {
            JsonNode body = send(method, path, page).body();
            reader.accept(body);
            next = body.path("next").asText("");
            page.put("after", next);
        } while (!next.isEmpty());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Answer exchange(
            String method, String path, Map<String, String> query, BodyPublisher body, int... expected) {
        HttpResponse<byte[]> response = respond(method, URI.create(api + path + encoded(query)), body);
        int status = response.statusCode();
        if (status / 100 != 2 && IntStream.of(expected).noneMatch(one -> one == status)) {
            throw new Refusal(method + ' ' + api + path, response, mapper).told(hints);
        }
        try {
            return new Answer(
                    status,
                    response.body().length == 0
                            ? JsonNodeFactory.instance.objectNode()
                            : mapper.readTree(response.body()));
        } catch (IOException e) {
            throw new CannotRunException(
                    method + ' ' + api + path + " answered " + status
                            + " with a body that is no JSON: is TELLTALE_API_URL right?",
                    e);
        }
    }

    private HttpResponse<byte[]> respond(String method, URI uri, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .method(method, body)
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
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
