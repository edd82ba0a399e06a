package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.Json;
import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Dead letters seen, mended and replayed through the operators' API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterApiIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.123456Z");

    private static final String LANE = Subjects.telemetry(Shards.of("default", "batched"));

    private Platform platform;
    private GatewayProcess gateway;

    @BeforeAll
    void bring() {
        platform = Platform.begin();
        gateway = GatewayProcess.start(
                Map.of("TELLTALE_NATS_URL", platform.server().url()));
    }

    @AfterAll
    void clear() throws InterruptedException {
        gateway.close();
        platform.close();
    }

    private long park(String reason, String tenant, String device, String origin, byte[] payload) throws Exception {
        DeadLetter letter = new DeadLetter("admission", reason, "because", tenant, device, origin, TIME, payload);
        String id = device + reason + origin + payload.length;
        return platform.nats()
                .jetStream()
                .publish(DeadLetters.message(id, letter))
                .getSeqno();
    }

    private long park(String reason, String device, String payload) throws Exception {
        return park(reason, "default", device, "telemetry/default/" + device, payload.getBytes(StandardCharsets.UTF_8));
    }

    private List<Long> ids(String query) throws IOException {
        JsonNode page = json(gateway.api("/api/dead-letters?" + query), 200);
        return StreamSupport.stream(page.get("items").spliterator(), false)
                .map(item -> item.get("id").asLong())
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.MAPPER.readTree(answer.body());
    }

    @Test
    void showsALetterWhole() throws Exception {
        long id = park("malformed-json", "whole", "{\"a\":");

        JsonNode letter = json(gateway.api("/api/dead-letters/" + id), 200);

        assertThat(letter).isEqualTo(Json.MAPPER.readTree("""
                        {"id":"%d","stage":"admission","reason":"malformed-json","detail":"because","tenant":"default",
                         "device":"whole","origin":"telemetry/default/whole","time":"2026-02-03T04:05:06.123456Z",
                         "payload":"%s","text":"{\\"a\\":","decoded":{"form":"text","text":"{\\"a\\":"}}""".formatted(
                        id, Base64.getEncoder().encodeToString("{\"a\":".getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void leavesTheTextOutWhereThereIsNone() throws Exception {
        long id = park("invalid-utf8", "default", "bytes", "telemetry/default/bytes", new byte[] {(byte) 0xFF, 1});

        assertThat(json(gateway.api("/api/dead-letters/" + id), 200).has("text"))
                .isFalse();
    }

    @Test
    void listsNewestFirstByFilterAndPage() throws Exception {
        long first = park("bad-timestamp", "lister", "1");
        long second = park("not-finite", "lister", "22");
        long third = park("bad-timestamp", "lister", "333");

        assertThat(ids("device=lister")).containsExactly(third, second, first);
        assertThat(ids("device=lister&reason=bad-timestamp")).containsExactly(third, first);
        assertThat(ids("device=lister&stage=store")).isEmpty();
        assertThat(ids("device=lister&limit=2")).containsExactly(third, second);
        JsonNode page = json(gateway.api("/api/dead-letters?device=lister&limit=2"), 200);
        assertThat(ids("device=lister&after=" + page.get("next").asText())).containsExactly(first);
    }

    @Test
    void hidesTheLettersOfOtherTenants() throws Exception {
        long theirs = park("empty", "other", "stranger", "telemetry/other/stranger", new byte[] {1});

        assertThat(ids("device=stranger")).isEmpty();
        json(gateway.api("/api/dead-letters/" + theirs), 404);
        json(gateway.post("/api/dead-letters/" + theirs + "/replay"), 404);
    }

    @Test
    void replaysAMessageOnceItsDeviceIsRegistered() throws Exception {
        long id = park("unknown-device", "latecomer", "{\"a\":1.5}");
        assertThat(json(gateway.post("/api/dead-letters/" + id + "/replay"), 409)
                        .get("detail")
                        .asText())
                .isEqualTo("it is refused again: unknown-device: default/latecomer is not registered");

        platform.register("latecomer", true, false, Optional.empty());

        await().atMost(SOON)
                .until(() -> gateway.post("/api/dead-letters/" + id + "/replay").statusCode() == 200);
        long micros = TIME.getEpochSecond() * 1_000_000 + 123_456;
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings("latecomer"))
                .containsExactly(new Reading("default", "latecomer", "a", micros, 1.5)));
        json(gateway.api("/api/dead-letters/" + id), 404);
        json(gateway.post("/api/dead-letters/" + id + "/replay"), 404);
    }

    @Test
    void keepsALetterOfWhichSomeValuesAreStillBad() throws Exception {
        platform.register("half", true, false, Optional.empty());
        long id = park("unsupported-value", "half", "{\"a\":1,\"b\":\"x\"}");

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        json(gateway.post("/api/dead-letters/" + id + "/replay"), 409)
                                .get("detail")
                                .asText())
                .startsWith("its good values are on their way, the letter stays for the others: unsupported-value"));

        json(gateway.api("/api/dead-letters/" + id), 200);
        assertThat(platform.letters("half")).hasSize(1);
    }

    @Test
    void sendsABatchBackToItsLane() throws Exception {
        ReadingBatch batch = ReadingBatch.builder(1)
                .add("default", "batched", "a", 1_750_000_000_000_000L, 7)
                .build();
        long good = park("malformed-batch", "default", "batched", LANE, batch.toBytes());
        long bad = park("malformed-batch", "default", "batched", LANE, new byte[] {1, 2, 3});

        json(gateway.post("/api/dead-letters/" + good + "/replay"), 200);
        json(gateway.post("/api/dead-letters/" + bad + "/replay"), 409);

        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings("batched"))
                .containsExactly(new Reading("default", "batched", "a", 1_750_000_000_000_000L, 7)));
    }

    @Test
    void refusesWhatIsNoId() throws Exception {
        json(gateway.api("/api/dead-letters/x"), 400);
        json(gateway.api("/api/dead-letters?after=-1"), 400);
        json(gateway.api("/api/dead-letters/999999999"), 404);
    }
}
