package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.events.DeadLetter;
import io.telltale.events.Json;
import io.telltale.events.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Messages that are none: each is answered with its reason, in the packet and on the errors topic, and parked as it came; the
 * reading sent right after it is stored, and no answer shows anything of our insides.
 */
class HostilePayloadsIT extends ListenerFixture {

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '"', 'a', '"', ':', '1', '}'};

    @Override
    Map<String, String> settings() {
        return Map.of("TELLTALE_INGEST_CARDINALITY_METRICS_PER_DEVICE", "5");
    }

    private record Case(byte[] topic, byte[] payload, int code, String reason) {}

    private Case payload(String payload, int code, String reason) {
        return payload(payload.getBytes(StandardCharsets.UTF_8), code, reason);
    }

    private Case payload(byte[] payload, int code, String reason) {
        return new Case(topic().getBytes(StandardCharsets.UTF_8), payload, code, reason);
    }

    private Case bare(String payload, int code, String reason) {
        return new Case(
                (topic() + "/n").getBytes(StandardCharsets.UTF_8),
                payload.getBytes(StandardCharsets.UTF_8),
                code,
                reason);
    }

    private Case topic(String topic, int code, String reason) {
        return topic(topic.getBytes(StandardCharsets.UTF_8), code, reason);
    }

    private static Case topic(byte[] topic, int code, String reason) {
        return new Case(topic, new byte[] {'1'}, code, reason);
    }

    private Case time(String ts) {
        return payload("{\"ts\":" + ts + ",\"n\":1}", 0x99, "bad-timestamp");
    }

    private List<Case> payloads() {
        return List.of(
                payload("{\"n\":" + "[".repeat(50_000), 0x99, "malformed-json"),
                payload("{\"n\":".repeat(20_000), 0x99, "malformed-json"),
                payload("[".repeat(60_000), 0x99, "malformed-json"),
                payload("{\"n\":1e999}", 0x99, "not-finite"),
                payload("{\"n\":-1e999}", 0x99, "not-finite"),
                payload("{\"n\":" + "9".repeat(400) + "}", 0x99, "malformed-json"),
                payload("{\"n\":1e" + "9".repeat(400) + "}", 0x99, "malformed-json"),
                payload("{\"n\":NaN}", 0x99, "malformed-json"),
                payload("{\"n\":Infinity}", 0x99, "malformed-json"),
                payload("{\"n\":1,\"n\":2}", 0x99, "malformed-json"),
                payload(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}, 0x99, "invalid-utf8"),
                payload(new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0}, 0x99, "invalid-utf8"),
                payload(BOM, 0x99, "malformed-json"),
                payload(new byte[0], 0x99, "empty"),
                payload(new byte[] {0}, 0x99, "malformed-json"),
                payload("x".repeat(200_000), 0x99, "malformed-json"),
                payload("{\"" + "n".repeat(100_000) + "\":1}", 0x99, "malformed-json"),
                payload("{\"n\":\"" + "n".repeat(100_000) + "\"}", 0x99, "unsupported-value"),
                payload(
                        IntStream.range(0, 1_001)
                                .mapToObj(i -> "{\"n\":" + i + "}")
                                .collect(Collectors.joining(",", "[", "]")),
                        0x97,
                        "too-many-values"),
                payload("[{\"bn\":\"x\",\"bver\":99,\"v\":1}]", 0x99, "unsupported-value"),
                payload("[{\"n\":\"n\",\"vs\":\"text\"}]", 0x99, "unsupported-value"),
                payload("[{\"n\":\"n\",\"v\":1,\"t\":1e300}]", 0x99, "bad-timestamp"),
                payload("[{\"n\":\"n\"}]", 0x99, "unsupported-value"),
                payload(new byte[] {(byte) 0x9F, (byte) 0x9F}, 0x99, "malformed-cbor"),
                payload(new byte[] {(byte) 0x9B, 127, -1, -1, -1, -1, -1, -1, -1}, 0x99, "malformed-cbor"),
                bare("1e999", 0x99, "not-finite"),
                bare("9".repeat(400), 0x99, "unsupported-value"),
                bare("NaN", 0x99, "not-finite"),
                bare("0x10", 0x99, "unsupported-value"));
    }

    private List<Case> times() {
        return Stream.of(
                        "\"0001-01-01T00:00:00Z\"",
                        "\"9999-12-31T23:59:59Z\"",
                        "\"+999999999-12-31T23:59:59Z\"",
                        "-1",
                        "-9223372036854775808",
                        "9223372036854775807",
                        "9223372036854775808",
                        "1e300",
                        "\"2026-02-30T00:00:00Z\"",
                        "\"2026-01-31T12:00:00.1234567890123Z\"",
                        "\"yesterday\"",
                        "\"\"",
                        "null")
                .map(this::time)
                .toList();
    }

    private List<Case> topics() {
        return List.of(
                topic("telemetry", 0x90, "bad-topic"),
                topic("telemetry/", 0x90, "bad-topic"),
                topic("telemetry//" + device, 0x90, "bad-topic"),
                topic("telemetry/default//" + device, 0x90, "bad-topic"),
                topic(topic() + "/", 0x90, "bad-topic"),
                topic(topic() + "/n/n", 0x90, "bad-topic"),
                topic("/" + topic(), 0x90, "bad-topic"),
                topic("$SYS/broker", 0x90, "bad-topic"),
                topic(topic() + "/" + "n".repeat(65_000 - topic().length()), 0x90, "bad-topic"),
                topic(topic() + "/\u0000", 0x90, "bad-topic"),
                topic(new byte[] {'t', (byte) 0xC3, (byte) 0x28, '/', 'x'}, 0x90, "bad-topic"),
                topic("telemetry/default/\ud83d\ude00", 0x90, "bad-topic"),
                topic("telemetry/default/nobody-" + device, 0x87, "not-your-topic"));
    }

    @Test
    void tellsTheReasonOfEachAndParksIt() throws Exception {
        List<Case> cases = new ArrayList<>(payloads());
        cases.addAll(times());
        cases.addAll(topics());
        try (RawMqtt client = connected(5, "hostile");
                RawMqtt listening = connected(4, "listening")) {
            assertThat(listening.subscribe(1, "errors/default/" + device)).isEqualTo(0);
            int id = 2;
            for (Case each : cases) {
                client.send(MqttPackets.publish(5, 1, id, each.topic, each.payload));
                assertThat(client.awaitAnswer(RawMqtt.PUBACK, id))
                        .as(each.reason)
                        .isEqualTo(each.code);
                assertThat(client.publishAndAwait(id, 1, topic(), reading(id))).isEqualTo(0);
                listening.send(MqttPackets.publish(4, 1, id, each.topic, each.payload));
                String error = Json.MAPPER
                        .readTree(listening.awaitMessage("errors/default/" + device))
                        .get("error")
                        .asText();
                assertThat(error)
                        .startsWith(each.reason + ": ")
                        .doesNotContain("Exception", "io.telltale", "com.fasterxml");
                assertThat(error).hasSizeLessThan(600);
                assertThat(listening.awaitAnswer(RawMqtt.PUBACK, id)).isEqualTo(0);
                id++;
            }
        }
        // Each was sent twice, by two connections, and each of them is parked.
        List<Case> sent = cases.stream().flatMap(each -> Stream.of(each, each)).toList();
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.letters().stream()
                        .filter(letter -> letter.device().equals(device)))
                .extracting(DeadLetter::reason)
                .containsExactlyElementsOf(sent.stream().map(Case::reason).toList()));
        assertThat(platform.letters().stream().filter(letter -> letter.device().equals(device)))
                .extracting(DeadLetter::payload)
                .containsExactlyElementsOf(sent.stream().map(Case::payload).toList());
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings(device))
                .extracting(Reading::value)
                .containsExactlyElementsOf(LongStream.range(2, 2 + cases.size())
                        .mapToObj(n -> (double) n)
                        .toList()));
        awaitBalance();
        assertThat(gateway.log()).doesNotContain("Exception");
    }

    @Test
    void aMessageBeyondTheLimitEndsItsConnectionOnly() throws Exception {
        try (RawMqtt large = connected(5, "large");
                RawMqtt neighbour = connected(5, "neighbour")) {
            large.publish(1, 1, false, topic(), "x".repeat(1 << 20));
            assertThat(large.awaitDisconnect()).isEqualTo(0x95);
            assertThat(neighbour.publishAndAwait(1, 1, topic(), reading(1))).isEqualTo(0);
        }
    }

    @Test
    void countsTheNamesOfADeviceAndRefusesOnlyThoseBeyond() throws Exception {
        try (RawMqtt client = connected(5, "names")) {
            assertThat(client.publishAndAwait(1, 1, topic(), "{\"ts\":" + TS + ",\"a\":1,\"b\":2,\"c\":3,\"d\":4}"))
                    .isEqualTo(0);
            // One more name is taken, the one after it is not; what has a name already goes on.
            client.publish(2, 1, false, topic(), "{\"ts\":" + TS + ",\"e\":5,\"f\":6,\"a\":7}");
            assertThat(client.awaitExplanation(RawMqtt.PUBACK, 2))
                    .isEqualTo("too-many-metrics: 'f': the device has used 5 names of metrics already: put what varies"
                            + " into values");
            assertThat(client.publishAndAwait(3, 1, topic() + "/g", "8")).isEqualTo(0x97);
            assertThat(client.publishAndAwait(4, 1, topic(), "{\"ts\":" + TS + ",\"b\":9}"))
                    .isEqualTo(0);
        }
        await().atMost(SOON).until(() -> platform.readings(device).size() >= 7);
        assertThat(platform.readings(device))
                .extracting(Reading::value)
                .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 9.0);
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.letters(device))
                .extracting(DeadLetter::reason)
                .containsExactly("too-many-metrics", "too-many-metrics"));
        assertThat(gateway.metric("ingest_values_refused_total", "reason", "too-many-metrics"))
                .isEqualTo(2);
    }
}
