package io.telltale.console.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.events.CloudEvent;
import io.telltale.events.PresenceChanged;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranslationTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void anEventIsNamedAfterItsSubjectAndCarriesItsSequence() throws IOException {
        var gone = new PresenceChanged("default", "pump-7", false, TIME, "connection-lost", "run-1", 3, false);
        byte[] event = CloudEvent.of("1", "/ingest-gateway", PresenceChanged.TYPE, "default/pump-7", TIME, gone)
                .toBytes();

        assertThat(text(Translation.event("presence.default.pump-7", 42, event)))
                .isEqualTo("id: 42\nevent: presence\ndata: {\"tenant\":\"default\",\"device\":\"pump-7\","
                        + "\"online\":false,\"time\":\"2026-01-01T00:00:00Z\",\"cause\":\"connection-lost\","
                        + "\"run\":\"run-1\",\"epoch\":3,\"lastWill\":false}\n\n");
    }

    @Test
    void anAnomalyCarriesTheIdByWhichTheApiKnowsIt() throws IOException {
        byte[] event = CloudEvent.of("anomaly-17-1", "/anomaly-service", "x", "default/a/b", TIME, Map.of("value", 1))
                .toBytes();

        assertThat(text(Translation.event("anomaly.default.a.b", 42, event)))
                .isEqualTo("id: 42\nevent: anomaly\ndata: {\"value\":1,\"id\":\"anomaly-17-1\"}\n\n");
    }

    @Test
    void aReadingSaysWhoseItIs() throws IOException {
        assertThat(text(Translation.reading("live.default.pump-7.temperature", "{\"value\":1}".getBytes(UTF_8))))
                .isEqualTo("event: reading\ndata: {\"value\":1,\"device\":\"pump-7\",\"metric\":\"temperature\"}\n\n");
    }

    @Test
    void linesOfAPayloadCannotForgeAnEvent() {
        assertThat(text(Frame.passing("reading", "{\n\nevent: alert\n}")))
                .isEqualTo("event: reading\ndata: {\ndata: \ndata: event: alert\ndata: }\n\n");
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThatThrownBy(() -> Translation.event("anomaly.a.b.c", 1, "[]".getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Translation.reading("live.a.b.c", "17".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("a live reading is a JSON object");
    }

    private static String text(Frame frame) {
        return new String(frame.bytes(), UTF_8);
    }
}
