package io.telltale.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;

/**
 * An event on the stream {@code EVENTS}: CloudEvents 1.0 in its JSON format, structured mode.
 *
 * @param id unique within {@code source}; also the {@code Nats-Msg-Id}, so that a repeat is dropped
 * @param source who says it, such as {@code /anomaly-service}
 * @param type what happened, such as {@code io.telltale.anomaly.found}
 * @param subject what it happened to, such as {@code default/pump-7/temperature}
 * @param time when it happened
 * @param data the event's own record
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON format</a>
 */
public record CloudEvent(String id, String source, String type, String subject, Instant time, JsonNode data) {

    private static final String SPEC_VERSION = "1.0";

    /** An event whose data is a record of this module. */
    public static CloudEvent of(String id, String source, String type, String subject, Instant time, Object data) {
        return new CloudEvent(id, source, type, subject, time, Json.MAPPER.valueToTree(data));
    }

    /** The payload on NATS. */
    public byte[] toBytes() {
        try {
            return Json.MAPPER.writeValueAsBytes(
                    new Wire(SPEC_VERSION, id, source, type, subject, time, "application/json", data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }

    /**
     * Reads an event.
     *
     * @throws IOException when the bytes are no CloudEvent
     */
    public static CloudEvent parse(byte[] json) throws IOException {
        Wire wire = Json.MAPPER.readValue(json, Wire.class);
        String version = wire == null ? null : wire.specversion;
        if (!SPEC_VERSION.equals(version)) {
            throw new IOException("no CloudEvent of version " + SPEC_VERSION + ": specversion=" + version);
        }
        return new CloudEvent(wire.id, wire.source, wire.type, wire.subject, wire.time, wire.data);
    }

    /**
     * The data as a record of this module.
     *
     * @throws IOException when there are none or they are something else
     */
    public <T> T dataAs(Class<T> type) throws IOException {
        T value = data == null ? null : Json.MAPPER.treeToValue(data, type);
        if (value == null) {
            throw new IOException("the event " + id + " has no data");
        }
        return value;
    }

    private record Wire(
            String specversion,
            String id,
            String source,
            String type,
            String subject,
            Instant time,
            String datacontenttype,
            JsonNode data) {}
}
