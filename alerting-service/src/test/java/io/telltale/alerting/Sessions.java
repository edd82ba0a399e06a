package io.telltale.alerting;

import io.telltale.events.CloudEvent;
import io.telltale.events.PresenceChanged;
import io.telltale.events.Subjects;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an ingest-gateway tells of the devices that are connected to it, and of itself. */
record Sessions(Stage stage) {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    /** The gateway is there. */
    void beat(String run) {
        stage.nats().publish(Subjects.GATEWAY_ALIVE, run.getBytes(StandardCharsets.UTF_8));
    }

    /** A device has connected or is gone. */
    void told(String device, boolean online, @Nullable String run, long epoch) {
        PresenceChanged change = new PresenceChanged(
                Stage.TENANT, device, online, TIME, online ? "connected" : "disconnected", run, epoch, false);
        CloudEvent event = CloudEvent.of(
                UUID.randomUUID().toString(), "/ingest-gateway", PresenceChanged.TYPE, device, TIME, change);
        stage.publish(Subjects.presence(Stage.TENANT, device), event.toBytes());
    }
}
