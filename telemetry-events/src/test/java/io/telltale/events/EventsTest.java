package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void writesAnomaliesAsCloudEvents() throws IOException {
        AnomalyFound found = new AnomalyFound(
                "default",
                "pump-7",
                "temperature",
                NOON,
                27.9,
                0.97,
                "critical",
                18.2,
                21.4,
                "range",
                "27.9 is above 21.4");
        CloudEvent event =
                CloudEvent.of("42", "/anomaly-service", AnomalyFound.TYPE, "default/pump-7/temperature", NOON, found);

        assertThat(new String(event.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"42\",\"source\":\"/anomaly-service\","
                        + "\"type\":\"io.telltale.anomaly.found\",\"subject\":\"default/pump-7/temperature\","
                        + "\"time\":\"2026-03-01T12:00:00Z\",\"datacontenttype\":\"application/json\","
                        + "\"data\":{\"tenant\":\"default\",\"device\":\"pump-7\",\"metric\":\"temperature\","
                        + "\"time\":\"2026-03-01T12:00:00Z\",\"value\":27.9,\"score\":0.97,\"severity\":\"critical\",\"expectedLow\":18.2,"
                        + "\"expectedHigh\":21.4,\"detector\":\"range\",\"reason\":\"27.9 is above 21.4\"}}");
        assertThat(CloudEvent.parse(event.toBytes()).dataAs(AnomalyFound.class)).isEqualTo(found);
    }

    @Test
    void anAnomalyOfBeforeThereWereSeveritiesIsANotice() throws IOException {
        CloudEvent event = CloudEvent.parse("""
                {"specversion":"1.0","id":"7","source":"/anomaly-service","type":"io.telltale.anomaly.found",\
                "subject":"default/pump-7/t","time":"2026-03-01T12:00:00Z","datacontenttype":"application/json",\
                "data":{"tenant":"default","device":"pump-7","metric":"t","time":"2026-03-01T12:00:00Z","value":1,\
                "score":0.97,"expectedLow":0,"expectedHigh":2,"detector":"jump","reason":"Why."}}""".getBytes(StandardCharsets.UTF_8));
        assertThat(event.dataAs(AnomalyFound.class))
                .isEqualTo(new AnomalyFound("default", "pump-7", "t", NOON, 1, 0.97, "notice", 0, 2, "jump", "Why."));
    }

    @Test
    void refusesAnEventOfAnotherVersion() {
        assertThatThrownBy(() -> CloudEvent.parse("{\"specversion\":\"0.3\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("no CloudEvent of version 1.0: specversion=0.3");
    }

    @Test
    void refusesAnEventThatIsNoneOrHasNoData() throws IOException {
        assertThatThrownBy(() -> CloudEvent.parse("null".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("no CloudEvent of version 1.0: specversion=null");
        for (String data : List.of("", ",\"data\":null")) {
            CloudEvent event = CloudEvent.parse(
                    ("{\"specversion\":\"1.0\",\"id\":\"7\"" + data + "}").getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> event.dataAs(AnomalyFound.class))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the event 7 has no data");
        }
    }

    @Test
    void readsALetterWithATimeThatIsNone() {
        assertThat(DeadLetters.parse("deadletter.a.b", new Headers().put("Telltale-Time", "noon"), null)
                        .time())
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void writesDeviceEntriesWithoutWhatTheyLack() throws IOException {
        DeviceEntry entry = new DeviceEntry(
                "default",
                "pump-7",
                true,
                List.of("ab"),
                Optional.empty(),
                Map.of("site", "north"),
                false,
                Optional.of("gw-1"));

        assertThat(new String(entry.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"tenant\":\"default\",\"device\":\"pump-7\",\"enabled\":true,\"tokenHashes\":[\"ab\"],"
                        + "\"labels\":{\"site\":\"north\"},\"gateway\":false,\"parent\":\"gw-1\"}");
        assertThat(DeviceEntry.parse(entry.toBytes())).isEqualTo(entry);
    }

    @Test
    void carriesADeadLetterWithItsBytes() {
        DeadLetter letter = new DeadLetter(
                "admission",
                "malformed-json",
                "no value at line 1",
                "default",
                "pump-7",
                "telemetry/default/pump-7",
                NOON,
                new byte[] {0, 1, (byte) 0xff});

        Message message = DeadLetters.message("id-1", letter);

        assertThat(message.getSubject()).isEqualTo("deadletter.admission.malformed-json");
        assertThat(message.getHeaders().getFirst("Nats-Msg-Id")).isEqualTo("id-1");
        assertThat(DeadLetters.parse(message)).usingRecursiveComparison().isEqualTo(letter);
    }

    @Test
    void keepsHostileTextOutOfHeaders() {
        DeadLetter letter = new DeadLetter(
                "admission", "bad-topic", "x\r\nTelltale-Tenant: other", "default", "p\u0000ü", "t", NOON, new byte[0]);

        DeadLetter parsed = DeadLetters.parse(DeadLetters.message("id", letter));

        assertThat(parsed.detail()).isEqualTo("x??Telltale-Tenant: other");
        assertThat(parsed.device()).isEqualTo("p??");
        assertThat(parsed.tenant()).isEqualTo("default");
    }

    @Test
    void knowsATokenOnlyByItsHash() {
        String token = DeviceToken.generate();

        assertThat(token).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(DeviceToken.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(DeviceToken.matches(token, List.of(DeviceToken.hash("other"), DeviceToken.hash(token))))
                .isTrue();
        assertThat(DeviceToken.matches(token + "x", List.of(DeviceToken.hash(token))))
                .isFalse();
        assertThat(DeviceToken.matches(token, List.of())).isFalse();
    }
}
