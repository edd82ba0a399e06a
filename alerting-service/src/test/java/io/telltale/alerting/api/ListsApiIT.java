package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.telltale.alerting.Stage;
import io.telltale.testkit.NatsServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every list, page by page: whole, in its order, nothing twice, and no empty page at the end. */
@AlertingTest
class ListsApiIT {

    NatsServer server;

    private final Operator operator = new Operator();

    @BeforeEach
    void waitUntilReady() {
        Operator.waitsUntilReady();
    }

    @Test
    void webhooksOldestFirst() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            created.add(operator.creates("/api/webhooks", "{\"url\": \"http://127.0.0.1:9/hook\"}")
                    .getString("id"));
        }
        assertThat(pages("/api/webhooks", "id")).isEqualTo(inTwos(created));
    }

    @Test
    void silencesNewestFirstAlsoOfOneStatus() {
        List<String> all = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean later = i % 2 == 0;
            Instant start = Instant.now().plus(later ? Duration.ofHours(1) : Duration.ZERO);
            String id = operator.creates("/api/silences", """
                    {"matchers": [{"name": "site", "value": "%d"}], "startsAt": "%s", "endsAt": "%s", "comment": "works"}
                    """.formatted(i, start, start.plusSeconds(60)))
                    .getString("id");
            all.addFirst(id);
            if (later) {
                pending.addFirst(id);
            }
        }
        assertThat(pages("/api/silences", "id")).isEqualTo(inTwos(all));
        assertThat(pages("/api/silences?status=pending", "id")).isEqualTo(inTwos(pending));
    }

    @Test
    void alertsTheirHistoryAndTheirDeliveriesNewestFirstAndCommentsOldestFirst() throws Exception {
        String webhook = operator.creates("/api/webhooks", "{\"url\": \"http://127.0.0.1:9/hook\"}")
                .getString("id");
        operator.creates("/api/rules", Operator.HOT);
        List<String> devices = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String device = "pump-" + i;
            operator.reads(server, device, Instant.parse("2026-03-01T12:00:00Z"), 31);
            devices.addFirst(device);
            await().atMost(Stage.PATIENCE)
                    .until(() -> values("/api/webhooks/" + webhook + "/deliveries", "id")
                                    .size()
                            == devices.size());
        }
        assertThat(pages("/api/alerts", "device")).isEqualTo(inTwos(devices));
        assertThat(pages("/api/alerts?state=firing&matcher=device!=pump-2", "device"))
                .isEqualTo(inTwos(List.of("pump-3", "pump-1", "pump-0")));
        List<String> deliveries = values("/api/webhooks/" + webhook + "/deliveries", "id");
        assertThat(pages("/api/webhooks/" + webhook + "/deliveries", "id")).isEqualTo(inTwos(deliveries));

        String alert = "/api/alerts/" + values("/api/alerts", "id").getFirst();
        for (String comment : List.of("one", "two", "three")) {
            operator.creates(alert + "/comments", "{\"text\": \"" + comment + "\"}");
            operator.asks()
                    .body("{\"comment\": \"" + comment + "\"}")
                    .post(alert + "/acknowledge")
                    .then()
                    .statusCode(200);
        }
        assertThat(pages(alert + "/comments", "text")).isEqualTo(inTwos(List.of("one", "two", "three")));
        assertThat(pages(alert + "/history", "what"))
                .isEqualTo(inTwos(List.of("acknowledged", "acknowledged", "acknowledged", "notified", "firing")));
        assertThat(values(alert + "/history", "note").subList(0, 3)).isEqualTo(List.of("three", "two", "one"));
    }

    @Test
    void aPlaceThatIsNoneIsRefused() {
        for (String list : List.of("/api/webhooks", "/api/silences", "/api/alerts", "/api/webhooks/deliveries/dead")) {
            assertThat(operator.asks().get(list + "?after=soon").jsonPath().getList("errors.field"))
                    .as(list)
                    .isEqualTo(List.of("after"));
        }
    }

    private List<String> values(String list, String field) {
        return operator.asks().get(list).jsonPath().getList("items." + field);
    }

    private List<List<String>> pages(String list, String field) {
        List<List<String>> pages = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = operator.asks()
                    .queryParam("limit", 2)
                    .queryParam("after", next)
                    .get(list)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            pages.add(page.getList("items." + field));
            next = page.getString("next");
        }
        return pages;
    }

    private static List<List<String>> inTwos(List<String> all) {
        List<List<String>> twos = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            twos.add(all.subList(i, Math.min(i + 2, all.size())));
        }
        return twos;
    }
}
