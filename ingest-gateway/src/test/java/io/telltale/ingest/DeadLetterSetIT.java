package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.CloudEvent;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.Json;
import io.telltale.events.PresenceChanged;
import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.TestTokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Letters mended, and many of them replayed and purged at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterSetIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");
    private static final long MICROS = TIME.getEpochSecond() * 1_000_000;
    private static final String OPERATOR = TestTokens.operator("default");
    private static final String ADMIN = TestTokens.admin("default");
    private static final String API = "/api/dead-letters";

    private Platform platform;
    private GatewayProcess gateway;
    private int parked;

    @BeforeAll
    void bring() throws IOException {
        platform = Platform.begin();
        gateway = GatewayProcess.start(
                Map.of("TELLTALE_NATS_URL", platform.server().url()));
        assertThat(count("")).as("letters on a stream that never held any").isZero();
    }

    @AfterAll
    void clear() throws InterruptedException {
        gateway.close();
        platform.close();
    }

    private long park(DeadLetter letter) throws Exception {
        return platform.nats()
                .jetStream()
                .publish(DeadLetters.message("test-" + parked++, letter))
                .getSeqno();
    }

    private long park(String stage, String reason, String device, String payload, Instant time) throws Exception {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return park(new DeadLetter(
                stage, reason, "because", "default", device, "telemetry/default/" + device, time, bytes));
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(answer.body());
    }

    private JsonNode post(String path, String body, int status) throws IOException {
        return json(gateway.call("POST", API + path, OPERATOR, body), status);
    }

    private JsonNode letter(long id, int status) throws IOException {
        return json(gateway.call("GET", API + "/" + id, OPERATOR, ""), status);
    }

    private int count(String query) throws IOException {
        return json(gateway.call("GET", API + "?" + query, OPERATOR, ""), 200)
                .get("items")
                .size();
    }

    private void register(String device) {
        int before = gateway.devices();
        platform.register(device, true, false, Optional.empty());
        await().atMost(SOON).until(() -> gateway.devices() > before);
    }

    @Test
    void mendsAPayloadAndSaysFirstWhatWouldBeAdmitted() throws Exception {
        register("torn");
        long id = park("admission", "malformed-json", "torn", "{\"a\":", TIME);
        String mend = "{\"text\":\"{\\\"a\\\":1,\\\"b\\\":\\\"x\\\"}\"}";

        assertThat(post("/" + id + "/mend?dryRun=true", mend, 200)).isEqualTo(Json.MAPPER.readTree("""
                        {"id":"%d","dryRun":true,"judgement":{"origin":"telemetry/default/torn","admitted":1,
                         "readings":[{"tenant":"default","device":"torn","metric":"a","time":"2026-02-03T04:05:06Z","value":1.0}],
                         "refused":[{"reason":"unsupported-value","detail":"'b' is a string: a value is a number or a boolean"}]}}
                        """.formatted(id)));
        assertThat(post("/" + id + "/mend", mend, 409).get("detail").asText())
                .startsWith("it would still be refused, the letter stays as it was: unsupported-value: ");
        assertThat(letter(id, 200).get("text").asText()).isEqualTo("{\"a\":");

        long mended = post("/" + id + "/mend", "{\"text\":\"{\\\"a\\\":1}\"}", 200)
                .get("id")
                .asLong();

        letter(id, 404);
        assertThat(letter(mended, 200).get("detail").asText()).isEqualTo("mended by oskar; was: because");
        assertThat(platform.readings("torn")).isEmpty();
        post("/" + mended + "/replay", "", 200);
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings("torn"))
                .containsExactly(new Reading("default", "torn", "a", MICROS, 1)));
        letter(mended, 404);
    }

    @Test
    void mendsWhereABareNumberBelongs() throws Exception {
        register("rightful");
        byte[] number = "7.5".getBytes(StandardCharsets.UTF_8);
        long id = park(new DeadLetter("admission", "bad-topic", "x", "default", "wrong", "plant/7", TIME, number));

        long mended = post("/" + id + "/mend", "{\"device\":\"rightful\",\"metric\":\"flow\"}", 200)
                .get("id")
                .asLong();
        post("/" + mended + "/replay", "", 200);

        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings("rightful"))
                .containsExactly(new Reading("default", "rightful", "flow", MICROS, 7.5)));
    }

    @Test
    void refusesToMendIntoAnotherTenantOrWithContradictions() throws Exception {
        long id = park("admission", "empty", "mine", "", TIME);

        post("/" + id + "/mend", "{\"topic\":\"telemetry/other/theirs\",\"text\":\"1\"}", 403);
        post("/" + id + "/mend", "{\"topic\":\"plant/7\"}", 400);
        post("/" + id + "/mend", "{\"text\":\"1\",\"payload\":\"MQ==\"}", 400);
        post("/" + id + "/mend", "{\"topic\":\"telemetry/default/a\",\"device\":\"b\"}", 400);
        post("/" + id + "/mend", "{\"metric\":\"a/b\"}", 400);
        post("/" + id + "/mend", "{}", 400);
        assertThat(letter(id, 200).get("origin").asText()).isEqualTo("telemetry/default/mine");
    }

    @Test
    void replaysAFilteredSetOldestFirstAndCountsWhatStays() throws Exception {
        register("many");
        for (int i = 0; i < 150; i++) {
            park("store", "rejected-by-store", "many", "{\"n\":" + i + "}", TIME.plusSeconds(i));
        }
        long bad = park("store", "rejected-by-store", "many", "{\"n\":\"x\"}", TIME.plusSeconds(999));
        long other = park("store", "too-many-series", "many", "{\"n\":-1}", TIME);
        long nowhere = park(new DeadLetter(
                "store", "rejected-by-store", "x", "default", "many", "plant/7", TIME.plusSeconds(1), new byte[0]));

        JsonNode first = post("/replay?device=many&reason=rejected-by-store&limit=100", "", 200);
        JsonNode rest = post(
                "/replay?device=many&reason=rejected-by-store&after="
                        + first.get("next").asText(),
                "",
                200);

        assertThat(first.get("replayed").asInt()).isEqualTo(100);
        assertThat(rest.get("replayed").asInt()).isEqualTo(50);
        assertThat(rest.get("refusedAgain").asInt()).isEqualTo(1);
        assertThat(rest.get("skipped").asInt()).isEqualTo(1);
        assertThat(rest.has("next")).isFalse();
        assertThat(rest.get("reasons").findValuesAsText("id"))
                .containsExactly(Long.toString(bad), Long.toString(nowhere));
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings("many"))
                .extracting(Reading::value)
                .hasSize(150)
                .isSorted());
        assertThat(count("device=many")).isEqualTo(3);
        letter(other, 200);
        assertThat(post("/replay?device=many&until=2026-02-03T04:05:06Z", "", 200)
                        .get("replayed")
                        .asInt())
                .isZero();
        post("/replay", "", 400);
    }

    @Test
    void sendsAnEventBackToItsStreamOnce() throws Exception {
        String subject = Subjects.presence("default", "blinker");
        byte[] event = CloudEvent.of(
                        "1", "/test", PresenceChanged.TYPE, "default/blinker", TIME, Map.of("online", true))
                .toBytes();
        DeadLetter letter = new DeadLetter("consumer", "terminated", "x", "default", "blinker", subject, TIME, event);
        long id = park(letter);

        post("/" + id + "/replay", "", 200);

        assertThat(platform.nats()
                        .jetStreamManagement()
                        .getLastMessage(Streams.EVENTS, subject)
                        .getData())
                .isEqualTo(event);
        long broken = park(new DeadLetter(
                "alerting", "malformed-event", "x", "default", "blinker", "anomaly.default.blinker.a", TIME, event));
        long empty = park(new DeadLetter(
                "alerting", "malformed-event", "x", "default", "blinker", subject, TIME, new byte[] {1}));
        post("/" + empty + "/replay", "", 409);
        assertThat(post("/" + broken + "/replay", "", 409).get("detail").asText())
                .isEqualTo("it is refused again: not a finding: its type is io.telltale.presence.changed");
    }

    @Test
    void showsABatchByItsReadingsAndKeepsItOutOfAStrangersLane() throws Exception {
        byte[] batch = ReadingBatch.builder(1)
                .add("default", "laned", "a", MICROS, 7)
                .build()
                .toBytes();
        int home = Shards.of("default", "laned");
        long id = park(new DeadLetter(
                "consumer", "max-deliveries", "x", "default", "laned", Subjects.telemetry(home), TIME, batch));
        long stray = park(new DeadLetter(
                "intake", "x", "x", "default", "laned", Subjects.telemetry((home + 1) % Shards.COUNT), TIME, batch));

        assertThat(letter(id, 200).get("decoded")).isEqualTo(Json.MAPPER.readTree("""
                        {"form":"batch","count":1,"readings":
                         [{"tenant":"default","device":"laned","metric":"a","time":"2026-02-03T04:05:06Z","value":7.0}]}"""));
        assertThat(post("/" + stray + "/replay", "", 409).get("detail").asText())
                .isEqualTo("it is refused again: default/laned belongs to lane %d, not to %d"
                        .formatted(home, (home + 1) % Shards.COUNT));
    }

    @Test
    void findsLettersByOriginTimeAndText() throws Exception {
        park("admission", "empty", "seeker", "NEEDLE in hay", TIME);
        park("admission", "empty", "seeker", "hay", TIME.plusSeconds(10));

        assertThat(count("device=seeker&text=needle")).isEqualTo(1);
        assertThat(count("device=seeker&since=2026-02-03T04:05:16Z")).isEqualTo(1);
        assertThat(count("device=seeker&until=2026-02-03T04:05:16Z")).isEqualTo(1);
        assertThat(count("origin=telemetry/default/seek*")).isEqualTo(2);
        assertThat(count("origin=telemetry/default/seek")).isZero();
        json(gateway.call("GET", API + "?since=yesterday", OPERATOR, ""), 400);
    }

    @Test
    void purgesOnlyForAnAdminAndCountsFirst() throws Exception {
        long one = park("admission", "empty", "junk", "1", TIME);
        park("admission", "empty", "junk", "2", TIME);
        park("admission", "not-finite", "junk", "3", TIME);

        json(gateway.call("DELETE", API + "?device=junk", OPERATOR, ""), 403);
        json(gateway.call("DELETE", API + "/" + one, OPERATOR, ""), 403);
        json(gateway.call("DELETE", API, ADMIN, ""), 400);
        JsonNode counted = json(gateway.call("DELETE", API + "?device=junk&reason=empty&dryRun=true", ADMIN, ""), 200);
        assertThat(counted).isEqualTo(Json.MAPPER.readTree("{\"purged\":2,\"dryRun\":true}"));
        assertThat(count("device=junk")).isEqualTo(3);
        JsonNode purged = json(gateway.call("DELETE", API + "?device=junk&reason=empty&limit=1", ADMIN, ""), 200);
        assertThat(purged.get("purged").asInt()).isEqualTo(1);
        letter(one, 404);
        json(
                gateway.call(
                        "DELETE",
                        API + "?device=junk&reason=empty&after="
                                + purged.get("next").asText(),
                        ADMIN,
                        ""),
                200);
        assertThat(count("device=junk")).isEqualTo(1);
    }

    @Test
    void showsHowFullTheStreamsAreAndWhatLettersThereAre() throws Exception {
        park("admission", "rare-reason", "counted", "1", TIME);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.get("/q/metrics").body())
                        .contains("ingest_deadletters_held{reason=\"rare-reason\",stage=\"admission\"} 1.0"));
        assertThat(gateway.metric("ingest_streams_limit_bytes")).isGreaterThan(1L << 30);
        assertThat(gateway.metric("ingest_deadletters_parked_total")).isGreaterThanOrEqualTo(1);
    }
}
