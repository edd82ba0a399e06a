package io.telltale.simulator.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.telltale.simulator.load.LatencyRecorder;
import io.telltale.simulator.load.LatencyRecorder.Latency;
import io.telltale.simulator.stack.CannotRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Takes webhooks on the loopback interface and notes how old the reading is that caused each, at the moment its body is there. The
 * same {@code webhook-id} counts once. Safe for all threads.
 */
final class BellReceiver implements AutoCloseable {

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpServer server;
    private final Set<String> heard = new HashSet<>();
    private final LatencyRecorder latency = new LatencyRecorder();
    private volatile Instant measuredFrom = Instant.MIN;
    private int repeated;

    BellReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new CannotRunException("no port for the receiver of webhooks: " + e.getMessage(), e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bells");
    }

    /** What is caused by readings before {@code moment} counts, but not how long it took. */
    void measureFrom(Instant moment) {
        measuredFrom = moment;
    }

    /** How many different ones came. */
    synchronized int bells() {
        return heard.size();
    }

    synchronized int repeated() {
        return repeated;
    }

    synchronized Latency latency() {
        return latency.summary();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode event = mapper.readTree(exchange.getRequestBody());
            Instant now = Instant.now();
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            hear(id == null ? "" : id, Instant.parse(event.path("timestamp").asText()), now);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private synchronized void hear(String id, Instant due, Instant now) {
        if (!heard.add(id)) {
            repeated++;
        } else if (!due.isBefore(measuredFrom)) {
            latency.record(Duration.between(due, now).toNanos());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
