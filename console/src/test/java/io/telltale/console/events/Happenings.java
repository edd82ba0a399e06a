package io.telltale.console.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/** Publishes what the services would. */
record Happenings(Connection nats) {

    /** Returns its sequence on the stream. */
    long anomaly(String tenant, String device, double value) throws IOException, JetStreamApiException {
        Instant now = Instant.now();
        var found = new AnomalyFound(
                tenant, device, "temperature", now, value, 0.9, "critical", 10, 20, "range-break", "Too hot.");
        CloudEvent event = CloudEvent.of(
                UUID.randomUUID().toString(), "/anomaly-service", AnomalyFound.TYPE, tenant + "/" + device, now, found);
        return nats.jetStream()
                .publish(Subjects.anomaly(tenant, device, "temperature"), event.toBytes())
                .getSeqno();
    }

    void reading(String tenant, String device, String json) {
        nats.publish(Subjects.live(tenant, device, "temperature"), json.getBytes(UTF_8));
    }
}
