package io.telltale.simulator.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.telltale.simulator.chaos.Crossing.Alert;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.Environment;
import io.telltale.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire to the platform, whose own part is in ChaosIT. */
class OperatorApiIT {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer server;
    private OperatorApi api;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.choose()), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
            String answer = answers.remove();
            byte[] body = answer.substring(4).getBytes(UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        api = new OperatorApi(new Environment(Map.of(
                "TELLTALE_API_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "TELLTALE_OPERATOR_TOKEN",
                "token")));
    }

    @AfterEach
    void close() {
        api.close();
        server.stop(0);
    }

    @Test
    void readsAlertsToTheLastPage() {
        answers.add("200 {\"items\":[{\"id\":\"1\",\"device\":\"a\",\"startedAt\":\"1970-01-01T00:00:01Z\","
                + "\"state\":\"resolved\"}],\"next\":\"1\"}");
        answers.add("200 {\"items\":[{\"id\":\"2\",\"device\":\"b\",\"startedAt\":\"1970-01-01T00:00:02Z\","
                + "\"state\":\"firing\"}],\"next\":null}");

        assertThat(api.alerts())
                .containsExactly(new Alert("1", "a", 1_000_000, true), new Alert("2", "b", 2_000_000, false));
        assertThat(requests).containsExactly("GET /alerts?limit=1000", "GET /alerts?limit=1000&after=1");
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        answers.add("503 {\"detail\":\"starting\"}");

        assertThatThrownBy(() -> api.createRule("chaos-"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("POST http://127.0.0.1:" + server.getAddress().getPort()
                        + "/rules answered 503: the platform is not ready, look at ./telltale status. starting");
    }
}
