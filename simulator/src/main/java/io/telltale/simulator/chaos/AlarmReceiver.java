package io.telltale.simulator.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.telltale.simulator.stack.CannotRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Takes webhooks and keeps what it was told. Listens on the loopback interface until it is closed; safe for all threads. */
final class AlarmReceiver implements AutoCloseable {

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpServer server;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private volatile WebhookSignature signature = new WebhookSignature(new byte[0]);

    /**
     * A webhook that came.
     *
     * @param id its {@code webhook-id}
     * @param change the alert and what it became
     * @param genuine whether its signature is right
     */
    record Notice(String id, String change, boolean genuine) {

        static String change(String alert, String type) {
            return alert + ' ' + type;
        }
    }

    AlarmReceiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new CannotRunException("no port for the receiver of webhooks: " + e.getMessage(), e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alarms");
    }

    /** Verifies with this secret from now on. */
    void trust(WebhookSignature expected) {
        signature = expected;
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = header(exchange, "webhook-id");
            JsonNode event = mapper.readTree(body);
            String change = Notice.change(
                    event.path("data").path("id").asText(), event.path("type").asText());
            boolean genuine = signature.isOf(
                    id, header(exchange, "webhook-timestamp"), body, header(exchange, "webhook-signature"));
            notices.add(new Notice(id, change, genuine));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        @Nullable String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
