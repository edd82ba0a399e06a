package io.telltale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * A webhook receiver as a customer would write it: real HTTP on the loopback interface, and the official Standard Webhooks
 * library to verify what it gets. It listens from its construction until it is closed.
 */
public final class WebhookReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private volatile IntFunction<Answer> answers = attempt -> Answer.OK;

    /**
     * What it got.
     *
     * @param id the {@code webhook-id}, the same in every attempt
     * @param answered the status it was answered with
     */
    public record Hook(
            String id, String path, String body, Map<String, List<String>> headers, Instant arrived, int answered) {

        /** The body. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The kind of event, such as {@code alert.firing}. */
        public String type() {
            return json().path("type").asText();
        }

        /** The alert it tells of. */
        public JsonNode alert() {
            return json().path("data");
        }

        /** Throws when the signature is wrong. */
        public void verify(String secret) throws WebhookVerificationException {
            new Webhook(secret).verify(body, headers);
        }
    }

    /** What it answers. */
    public record Answer(int status, Map<String, String> headers, String body) {

        /** Taken. */
        public static final Answer OK = new Answer(204, Map.of(), "");

        /** A bare status. */
        public static Answer status(int status) {
            return new Answer(status, Map.of(), "");
        }
    }

    /** Listens on a free port and takes everything. */
    public WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** Answers the first request with {@code answers.apply(1)}, and so on. */
    public WebhookReceiver answering(IntFunction<Answer> by) {
        answers = by;
        return this;
    }

    /** Where to send. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?from=telltale");
    }

    /** Everything it got, repeats too, in the order in which it came. */
    public List<Hook> hooks() {
        return List.copyOf(hooks);
    }

    /** The types in the order in which they came. */
    public List<String> types() {
        return hooks.stream().map(Hook::type).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        Instant arrived = Instant.now();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
        Answer answer;
        synchronized (this) {
            answer = answers.apply(hooks.size() + 1);
            hooks.add(new Hook(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestURI().toString(),
                    body,
                    headers,
                    arrived,
                    answer.status()));
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
