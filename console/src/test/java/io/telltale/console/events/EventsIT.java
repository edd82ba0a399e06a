package io.telltale.console.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.console.events.SseClient.Event;
import io.telltale.console.upstream.ForeignServices;
import io.telltale.events.Json;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.TokensResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(NatsResource.class)
@WithTestResource(ForeignServices.class)
class EventsIT {

    /** So many heartbeats with nothing between them mean that nothing is to come. */
    private static final int SILENCE = 5;

    NatsServer server;

    @TestHTTPResource
    URI console;

    Connection nats;
    Happenings happen;

    @BeforeEach
    void connect() {
        Awaitility.await().until(() -> given().get("/q/health/well").statusCode() == 200);
        nats = server.connect();
        happen = new Happenings(nats);
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        nats.close();
        Awaitility.await().until(() -> listeners() == 0);
    }

    @Test
    void theReadingsOfAWatchedDeviceComeAsTheyAreStored() throws Exception {
        try (SseClient client = open("?device=pump-7")) {
            happen.reading("default", "pump-8", "{\"time\":\"2026-01-01T00:00:00Z\",\"value\":1}");
            happen.reading("acme", "pump-7", "{\"time\":\"2026-01-01T00:00:00Z\",\"value\":2}");
            happen.reading("default", "pump-7", "{\"time\":\"2026-01-01T00:00:00Z\",\"value\":21.5}");

            Event reading = client.await("reading", 1).getFirst();
            assertThat(reading.id()).isEmpty();
            assertThat(reading.data())
                    .isEqualTo(
                            "{\"time\":\"2026-01-01T00:00:00Z\",\"value\":21.5,\"device\":\"pump-7\",\"metric\":\"temperature\"}");
        }
    }

    @Test
    void anomaliesOfTheTenantComeForAllItsDevices() throws Exception {
        try (SseClient client = open("")) {
            happen.anomaly("acme", "pump-1", 1);
            long sequence = happen.anomaly("default", "pump-9", 99.5);

            Event anomaly = client.await("anomaly", 1).getFirst();
            assertThat(anomaly.id()).isEqualTo(Long.toString(sequence));
            assertThat(anomaly.json().get("device").asText()).isEqualTo("pump-9");
            assertThat(anomaly.json().get("value").asDouble()).isEqualTo(99.5);
            assertThat(anomaly.json().get("expectedHigh").asDouble()).isEqualTo(20);
        }
    }

    @Test
    void aClientThatWasAwayGetsWhatHappenedMeanwhile() throws Exception {
        long seen = happen.anomaly("default", "pump-1", 1);
        happen.anomaly("default", "pump-1", 2);
        happen.anomaly("default", "pump-1", 3);

        try (SseClient client = open("", "Last-Event-ID", Long.toString(seen))) {
            assertThat(values(client.await("anomaly", 2))).isEqualTo(List.of(2.0, 3.0));
        }
        try (SseClient client = open("?lastEventId=" + seen)) {
            assertThat(values(client.await("anomaly", 2))).isEqualTo(List.of(2.0, 3.0));
        }
    }

    @Test
    void aNewClientGetsNothingOfThePast() throws Exception {
        long last = happen.anomaly("default", "pump-1", 1);
        try (SseClient client = open("")) {
            assertThat(client.of("ready").getFirst().id()).isEqualTo(Long.toString(last));
            happen.anomaly("default", "pump-1", 2);
            assertThat(values(client.await("anomaly", 1))).isEqualTo(List.of(2.0));
        }
    }

    @Test
    void aClientOfAnEarlierStreamGetsWhatIsNew() throws Exception {
        try (SseClient client = open("", "Last-Event-ID", "987654321")) {
            happen.anomaly("default", "pump-1", 4);
            assertThat(values(client.await("anomaly", 1))).isEqualTo(List.of(4.0));
        }
    }

    @Test
    void silenceIsFilledWithHeartbeats() throws Exception {
        try (SseClient client = open("")) {
            Awaitility.await().until(() -> client.comments().contains(": heartbeat"));
        }
    }

    @Test
    void whatIsNoReadingIsLeftOutAndTheNextComes() throws Exception {
        try (SseClient client = open("?device=pump-7")) {
            happen.reading("default", "pump-7", "no json");
            happen.reading("default", "pump-7", "{\"value\":1}");
            assertThat(client.await("reading", 1).getFirst().json().get("value").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void aSlowClientIsToldHowManyItMissed() throws Exception {
        int published = 30_000;
        String json = "{\"value\":1,\"pad\":\"" + "x".repeat(1000) + "\"}";
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(16 * 1024);
            socket.connect(new InetSocketAddress(console.getHost(), console.getPort()));
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET /api/events?device=slow HTTP/1.1\r\nHost: " + console.getAuthority()
                                    + "\r\nAuthorization: Bearer " + TestTokens.viewer("default") + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            readTo(lines, "event: ready");
            for (int i = 0; i < published; i++) {
                happen.reading("default", "slow", json);
            }
            nats.flush(Duration.ofSeconds(10));
            Awaitility.await().until(() -> metric("console_events_missed_total") > 0);

            long[] got = count(lines, published);
            assertThat(got[0]).isPositive();
            assertThat(got[1]).isPositive();
            assertThat(got[0] + got[1]).isEqualTo(published);
        }
    }

    @Test
    void aRequestThatMakesNoSenseIsRefusedWithTheReason() throws Exception {
        List<String> twentyOne =
                IntStream.rangeClosed(1, 21).mapToObj(i -> "pump-" + i).toList();
        assertThat(refused("?device=no/name", 400))
                .isEqualTo("device 'no/name' must be 1 to 64 of A-Z a-z 0-9 _ - and begin with a letter or digit");
        assertThat(refused("?device=*", 400)).startsWith("device '*' must be");
        assertThat(refused("?device=" + String.join("&device=", twentyOne), 400))
                .isEqualTo("21 devices asked for, 20 are the most; ask for fewer at a time");
        assertThat(refused("?lastEventId=abc", 400))
                .isEqualTo("Last-Event-ID must be the id of an event sent from here");
        assertThat(refused("?tenant=acme", 403))
                .isEqualTo("your token does not allow to read the events of that tenant");
        given().get("/api/events").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void anAdminMayListenToAnotherTenant() throws Exception {
        try (SseClient client =
                SseClient.open(console.resolve("/api/events?tenant=acme"), TestTokens.admin("default"))) {
            happen.anomaly("acme", "pump-1", 7);
            assertThat(values(client.await("anomaly", 1))).isEqualTo(List.of(7.0));
        }
    }

    @Test
    void thereIsRoomForSoManyListenersAndNoMore() throws Exception {
        List<SseClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < ForeignServices.MAX_LISTENERS; i++) {
                clients.add(open(""));
            }
            assertThat(refused("", 503))
                    .isEqualTo("all " + ForeignServices.MAX_LISTENERS + " places for live events are taken");
        } finally {
            clients.forEach(SseClient::close);
        }
        Awaitility.await().until(() -> listeners() == 0);
        open("").close();
    }

    private SseClient open(String query, String... headers) throws Exception {
        return SseClient.open(console.resolve("/api/events" + query), TestTokens.viewer("default"), headers);
    }

    /** The reason. The body is not touched before the status is known: an accepted request has no end. */
    private String refused(String query, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(console.resolve("/api/events" + query))
                .header("Authorization", "Bearer " + TestTokens.viewer("default"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
            try (InputStream body = response.body()) {
                return Json.MAPPER.readTree(body).get("detail").asText();
            }
        } finally {
            client.shutdownNow();
        }
    }

    private static List<Double> values(List<Event> events) {
        return events.stream()
                .map(event -> event.json().get("value").asDouble())
                .toList();
    }

    private static double listeners() {
        return metric("console_events_listeners");
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void readTo(BufferedReader lines, String wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new IOException("the stream ended before: " + wanted);
    }

    /** Readings got and readings told to be missed, until they are as many as there were or only heartbeats come. */
    private static long[] count(BufferedReader lines, int published) throws IOException {
        long got = 0;
        long missed = 0;
        int silent = 0;
        while (got + missed < published && silent < SILENCE) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the stream ended after " + got + " readings");
            }
            if (line.equals(": heartbeat")) {
                silent++;
            } else if (line.startsWith("event: ")) {
                silent = 0;
            }
            if (line.equals("event: reading")) {
                got++;
            } else if (line.startsWith("data: {\"missed\":")) {
                missed += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return new long[] {got, missed};
    }
}
