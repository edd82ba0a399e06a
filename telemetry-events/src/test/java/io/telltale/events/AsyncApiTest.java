package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published description names exactly the subjects and event types that the code spells. */
class AsyncApiTest {

    private final JsonNode document = read();

    @Test
    void namesEverySubjectAndNoOther() {
        Set<String> addresses = new TreeSet<>();
        document.path("channels").forEach(channel -> {
            if (channel.path("servers").path(0).path("$ref").asText().endsWith("/nats")) {
                addresses.add(channel.path("address").asText());
            }
        });
        assertThat(addresses)
                .containsExactlyInAnyOrder(
                        Subjects.telemetry(0).replace("0", "{shard}"),
                        Subjects.anomaly("{tenant}", "{device}", "{metric}"),
                        Subjects.alert("{tenant}", "{state}"),
                        Subjects.presence("{tenant}", "{device}"),
                        Subjects.device("{tenant}", "{device}"),
                        Subjects.deadLetter("{stage}", "{reason}"),
                        Subjects.live("{tenant}", "{device}", "{metric}"),
                        Subjects.MAX_DELIVERIES + "{stream}.{consumer}",
                        Subjects.MSG_TERMINATED + "{stream}.{consumer}",
                        Subjects.RULES_CHANGED,
                        Subjects.GATEWAY_ALIVE);
    }

    @Test
    void namesEveryEventTypeAndNoOther() {
        Set<String> types = new TreeSet<>();
        document.at("/components/messages/CloudEvent/payload/properties/type/enum")
                .forEach(t -> types.add(t.asText()));
        assertThat(types)
                .containsExactlyInAnyOrder(
                        AnomalyFound.TYPE,
                        AlertChanged.TYPE,
                        AlertAcknowledged.TYPE,
                        PresenceChanged.TYPE,
                        DevicePresence.TYPE,
                        DeviceChanged.TYPE);
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper()
                    .readTree(Path.of(System.getProperty("telltale.root"), "docs", "asyncapi.yaml")
                            .toFile());
        } catch (IOException e) {
            throw new IllegalStateException("docs/asyncapi.yaml can't be read", e);
        }
    }
}
