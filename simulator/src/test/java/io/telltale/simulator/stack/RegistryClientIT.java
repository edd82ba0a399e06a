package io.telltale.simulator.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire to the registry, and what its failures are told as; the registry itself takes part in EndToEndIT. */
class RegistryClientIT {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private URI api;
    private volatile int status = 200;
    private volatile String answer =
            "{\"devices\":[{\"name\":\"pump-1\",\"tenant\":\"default\",\"token\":\"secret\",\"id\":1}]}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod()
                    + ' '
                    + exchange.getRequestURI()
                    + ' '
                    + exchange.getRequestHeaders().getFirst("Authorization")
                    + ' '
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        api = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void asksForADeviceWithOnlyWhatIsSetAndNeverPrintsItsToken() {
        try (RegistryClient registry = new RegistryClient(api, "operator", Optional.of("plant-7"))) {
            List<DeviceLogin> logins =
                    registry.provision(List.of(new NewDevice("pump-1", "pump", Map.of("site", "north"), true, null)));

            assertThat(logins).isEqualTo(List.of(new DeviceLogin("pump-1", "default", "secret")));
            assertThat(logins.getFirst()).hasToString("pump-1@default");
        }
        assertThat(requests)
                .isEqualTo(List.of(
                        "POST /api/provisioning?tenant=plant-7 Bearer operator {\"devices\":[{\"name\":\"pump-1\","
                                + "\"profile\":\"pump\",\"labels\":{\"site\":\"north\"},\"gateway\":true}]}"));
    }

    @Test
    void asksForAtMostAThousandAtATime() {
        status = 500;
        List<NewDevice> many = IntStream.range(0, 1_001)
                .mapToObj(number -> NewDevice.named("d" + number))
                .toList();
        try (RegistryClient registry = client()) {
            assertThatThrownBy(() -> registry.provision(many)).isInstanceOf(CannotRunException.class);
        }
        assertThat(requests.getFirst()).contains("\"d999\"").doesNotContain("\"d1000\"");
    }

    @Test
    void aProblemIsToldWithItsDetailAndItsFields() {
        answer(
                400,
                "{\"detail\":\"not valid\",\"errors\":[{\"field\":\"devices[0].name\",\"message\":\"is no name\"}]}");

        assertFails("answered 400: not valid; devices[0].name is no name");
    }

    @Test
    void aRefusedTokenIsToldWithTheCommandThatMendsIt() {
        answer(401, "{\"title\":\"Unauthorized\"}");

        assertFails("answered 401: the operator's token is not accepted; run: eval \"$(./telltale env)\"");
    }

    @Test
    void aServerThatIsNoTelltaleIsSuspected() {
        answer(404, "<html>");

        assertFails("answered 404: with a body that is no problem+json: is TELLTALE_API_URL right?");
    }

    @Test
    void aSilentAddressIsNamed() {
        server.stop(0);
        try (RegistryClient registry = client()) {
            assertThatThrownBy(() -> registry.provision(List.of(NewDevice.named("a"))))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage("cannot reach the API at " + api
                            + " (ConnectException): is the stack up? ./telltale status");
        }
    }

    @Test
    void aProfileThatIsThereAndADeviceThatIsGoneAreFine() {
        try (RegistryClient registry = client()) {
            answer(409, "{}");
            registry.createProfile(
                    new NewProfile("pump", "Pump", Map.of("power", new NewProfile.Metric("kW", 0d, 30d))));
            answer(404, "{}");
            registry.delete("pump-1");
        }
        assertThat(requests)
                .isEqualTo(List.of(
                        "POST /api/profiles Bearer operator {\"name\":\"pump\",\"title\":\"Pump\",\"metrics\":"
                                + "{\"power\":{\"unit\":\"kW\",\"min\":0.0,\"max\":30.0}}}",
                        "DELETE /api/devices/pump-1 Bearer operator "));
    }

    private void answer(int status, String body) {
        this.status = status;
        this.answer = body;
    }

    private void assertFails(String ending) {
        try (RegistryClient registry = client()) {
            assertThatThrownBy(() -> registry.provision(List.of(NewDevice.named("a"))))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage("POST " + api + "/provisioning " + ending);
        }
    }

    private RegistryClient client() {
        return new RegistryClient(api, "operator", Optional.empty());
    }
}
