package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.restassured.path.json.JsonPath;
import io.telltale.alerting.Stage;
import io.telltale.events.CloudEvent;
import io.telltale.events.DeviceEntry;
import io.telltale.events.PresenceChanged;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is there, as an operator sees it. */
@AlertingTest
class PresenceApiIT {

    private final Operator operator = new Operator();
    NatsServer server;

    @BeforeEach
    void waitUntilReady() {
        Operator.waitsUntilReady();
    }

    @Test
    void listsDevicesByNameWithTheirPresence() throws Exception {
        String run = UUID.randomUUID().toString();
        try (Connection nats = server.connect()) {
            for (String device : List.of("a", "b", "c")) {
                DeviceEntry entry = new DeviceEntry(
                        operator.tenant, device, true, List.of(), Optional.empty(), Map.of(), false, Optional.empty());
                nats.keyValue(Streams.DEVICES).put(entry.key(), entry.toBytes());
            }
            told(nats, "a", true, "connected", run, 1);
            told(nats, "b", true, "connected", run, 2);
            told(nats, "b", false, "keep-alive-timeout", run, 2);
        }
        await().atMost(Stage.PATIENCE).untilAsserted(() -> assertThat(list("").getList("items.state"))
                .isEqualTo(List.of("online", "offline", "offline")));
        assertThat(list("").getList("items.device")).isEqualTo(List.of("a", "b", "c"));
        assertThat(list("?state=online").getList("items.device")).isEqualTo(List.of("a"));
        JsonPath first = list("?limit=2");
        assertThat(first.getList("items.device")).isEqualTo(List.of("a", "b"));
        assertThat(list("?limit=2&after=" + first.getString("next")).getList("items.device"))
                .isEqualTo(List.of("c"));
        JsonPath b = operator.asks().get("/api/presence/b").jsonPath();
        assertThat(b.getMap("$").keySet())
                .isEqualTo(Set.of("device", "state", "since", "connected", "cause", "lastWill"));
        assertThat(b.getString("cause")).isEqualTo("keep-alive-timeout");
        assertThat(operator.asks().get("/api/presence/c").jsonPath().getMap("$"))
                .isEqualTo(Map.of("device", "c", "state", "offline"));
    }

    @Test
    void tellsNobodyOfAnothersDevicesAndRefusesAStateThatIsNone() {
        assertThat(operator.asks().get("/api/presence/nobody").statusCode()).isEqualTo(404);
        assertThat(Operator.as(TestTokens.operator("stranger"))
                        .get("/api/presence")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
        assertThat(list("?state=gone").getList("errors.field")).isEqualTo(List.of("state"));
    }

    private JsonPath list(String query) {
        return operator.asks().get("/api/presence" + query).jsonPath();
    }

    private void told(Connection nats, String device, boolean online, String cause, String run, long epoch)
            throws Exception {
        Instant now = Instant.now();
        PresenceChanged change = new PresenceChanged(operator.tenant, device, online, now, cause, run, epoch, false);
        CloudEvent event = CloudEvent.of(
                UUID.randomUUID().toString(), "/ingest-gateway", PresenceChanged.TYPE, device, now, change);
        nats.jetStream().publish(Subjects.presence(operator.tenant, device), event.toBytes());
    }
}
