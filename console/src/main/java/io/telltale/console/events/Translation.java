package io.telltale.console.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.events.CloudEvent;
import io.telltale.events.Json;
import java.io.IOException;

/** From messages on NATS to frames for browsers. Pure. */
final class Translation {

    private static final String ANOMALY = "anomaly";

    private Translation() {}

    /**
     * An event of the stream: named after the first part of its subject, its data as it is; that of an anomaly with the
     * event's id, by which the API knows it.
     *
     * @throws IOException when it is no CloudEvent with data
     */
    static Frame event(String subject, long sequence, byte[] payload) throws IOException {
        CloudEvent event = CloudEvent.parse(payload);
        JsonNode data = event.data();
        if (data == null) {
            throw new IOException("an event without data");
        }
        String kind = subject.substring(0, subject.indexOf('.'));
        if (kind.equals(ANOMALY) && data instanceof ObjectNode anomaly) {
            anomaly.put("id", event.id());
        }
        return Frame.resumable(sequence, kind, Json.MAPPER.writeValueAsString(data));
    }

    /**
     * A live reading: its own fields, and device and metric from {@code live.{tenant}.{device}.{metric}}.
     *
     * @throws IOException when it is no JSON object
     */
    static Frame reading(String subject, byte[] payload) throws IOException {
        if (!(Json.MAPPER.readTree(payload) instanceof ObjectNode reading)) {
            throw new IOException("a live reading is a JSON object");
        }
        String[] parts = subject.split("\\.", -1);
        reading.put("device", parts[2]).put("metric", parts[3]);
        return Frame.passing("reading", Json.MAPPER.writeValueAsString(reading));
    }
}
