package io.telltale.console.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.telltale.console.upstream.ForeignService;
import io.telltale.console.upstream.ForeignService.Call;
import io.telltale.console.upstream.ForeignServices;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(NatsResource.class)
@WithTestResource(ForeignServices.class)
class GatewayIT {

    private static final String PROBLEM = "application/problem+json";

    ForeignServices services;

    @TestHTTPResource
    URI console;

    @BeforeEach
    void forgetEarlierCalls() {
        services.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/devices?limit=3, device-registry",
        "/api/devices/pump-7/latest, anomaly-service",
        "/api/series/pump-7/temperature?from=2026-01-01T00:00:00Z, anomaly-service",
        "/api/alerts?state=firing, alerting-service",
        "/api/dead-letters, ingest-gateway",
    })
    void aCallReachesTheServiceThatOwnsItsPath(String uri, String service) {
        operator().get(uri).then().statusCode(200).body("service", equalTo(service));
    }

    @Test
    void theServiceSeesTheCallAsItWasMade() {
        operator()
                .header("X-Request-Id", "r-1")
                .contentType("application/json")
                .body("{\"name\":\"pump-7\"}")
                .urlEncodingEnabled(false)
                .post("/api/devices?tenant=a%20b&x=1")
                .then()
                .statusCode(200);

        Call call = services.registry().calls().getFirst();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).isEqualTo("/api/devices?tenant=a%20b&x=1");
        assertThat(call.bodyLength()).isEqualTo(17);
        assertThat(call.header("X-request-id")).isEqualTo("r-1");
        assertThat(call.header("Content-type")).isEqualTo("application/json");
        assertThat(call.header("Authorization")).startsWith("Bearer ");
        assertThat(call.header("Host")).isEqualTo(console.getAuthority());
    }

    @Test
    void theServicesAnswerComesBackAsItIs() {
        services.registry().answers("/api/devices/gone", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            exchange.getResponseHeaders().set("Set-Cookie", "foreign=1");
            ForeignService.send(exchange, 404, PROBLEM, "{\"title\":\"No such device\"}");
        });

        operator()
                .get("/api/devices/gone")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .header("ETag", "\"7\"")
                .header("Set-Cookie", nullValue())
                .header("X-Content-Type-Options", "nosniff")
                .body("title", equalTo("No such device"));
    }

    @Test
    void nothingIsForwardedWithoutAToken() {
        given().get("/api/devices")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", "Bearer realm=\"telltale\"")
                .body("type", equalTo("urn:telltale:problem:unauthenticated"))
                .body("status", equalTo(401))
                .body("instance", equalTo("/api/devices"));

        assertThat(services.registry().calls()).isEmpty();
    }

    @Test
    void anExpiredForgedOrGarbledTokenIsAsGoodAsNone() {
        for (String token : new String[] {TestTokens.expired("default"), TestTokens.forged("default"), "garbage", ""}) {
            given().header("Authorization", "Bearer " + token)
                    .get("/api/devices")
                    .then()
                    .statusCode(401)
                    .contentType(PROBLEM);
        }
        assertThat(services.registry().calls()).isEmpty();
    }

    @Test
    void aPathThatNobodyOwnsIsNotFound() {
        operator()
                .get("/api/nothing/here")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:telltale:problem:not-found"));
    }

    @Test
    void dotsInAPathLeadToNoOtherPartOfAService() throws IOException {
        assertThat(raw("GET /api/devices/../../q/metrics HTTP/1.1", "")).doesNotContain("\"service\"");
        assertThat(raw("GET /api/devices/%2e%2e/%2e%2e/q/metrics HTTP/1.1", "")).doesNotContain("\"service\"");
        assertThat(services.registry().calls()).isEmpty();
    }

    @Test
    void aServiceThatIsDownIsNamed() throws IOException {
        services.ingest().stop();
        try {
            operator()
                    .get("/api/dead-letters")
                    .then()
                    .statusCode(503)
                    .contentType(PROBLEM)
                    .body("detail", equalTo("ingest-gateway cannot be reached; try again in a moment"));
        } finally {
            services.ingest().startAgain();
        }
        operator().get("/api/dead-letters").then().statusCode(200);
    }

    @Test
    void aServiceThatDoesNotAnswerIsNotWaitedForForEver() {
        services.alerting().answers("/api/alerts/slow", exchange -> {
            // silent until the console hangs up
        });
        operator()
                .get("/api/alerts/slow")
                .then()
                .statusCode(504)
                .contentType(PROBLEM)
                .body("detail", equalTo("alerting-service did not answer in time; ask for less, or try again"));
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookComplete() {
        services.anomaly().answers("/api/series/cut", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("[1,2".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("the service dies");
        });
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> operator().get("/api/series/cut").asString()))
                .isInstanceOf(Exception.class);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() {
        operator()
                .body(new byte[64 * 1024 + 1])
                .post("/api/provisioning")
                .then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body("detail", equalTo("at most 65536 bytes are forwarded; send less at a time"));
        assertThat(services.registry().calls()).isEmpty();
    }

    @Test
    void aBodyOfUnknownLengthIsRefusedWhenItGetsTooLarge() throws Exception {
        HttpRequest endless = HttpRequest.newBuilder(console.resolve("/api/provisioning"))
                .header("Authorization", "Bearer " + TestTokens.operator("default"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[200 * 1024])))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(endless, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void aSlowReaderSlowsTheServiceInsteadOfFillingTheConsole() throws Exception {
        AtomicLong written = new AtomicLong();
        long total = 64L * 1024 * 1024;
        services.anomaly().answers("/api/series/large", exchange -> {
            exchange.sendResponseHeaders(200, total);
            byte[] chunk = new byte[64 * 1024];
            try (OutputStream body = exchange.getResponseBody()) {
                for (long n = 0; n < total; n += chunk.length) {
                    body.write(chunk);
                    written.addAndGet(chunk.length);
                }
            }
        });
        try (Socket socket = connect("GET /api/series/large HTTP/1.1", "")) {
            long[] last = {-1};
            Awaitility.await().until(() -> written.get() > 0 && last[0] == (last[0] = written.get()));
            assertThat(written.get()).isLessThan(total / 2);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TestTokens.operator("default"));
    }

    /** A request as it stands: clients tidy paths up. */
    private String raw(String requestLine, String body) throws IOException {
        try (Socket socket = connect(requestLine, body)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket connect(String requestLine, String body) throws IOException {
        Socket socket = new Socket(console.getHost(), console.getPort());
        socket.getOutputStream()
                .write((requestLine + "\r\nHost: " + console.getAuthority() + "\r\nAuthorization: Bearer "
                                + TestTokens.operator("default") + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
