package io.telltale.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.events.Json;
import java.io.IOException;

/**
 * JetStream's word that a consumer gave up on a message.
 *
 * @param reason {@code max-deliveries} or {@code terminated}
 * @param stream where the message lies
 * @param consumer who gave up
 * @param sequence which message
 * @param deliveries how often it had been delivered
 * @param said what the consumer said when it terminated the message; often empty
 * @see <a href="https://github.com/nats-io/jsm.go/tree/main/schema_source/jetstream/advisory/v1">schemas</a>
 */
record Advisory(String reason, String stream, String consumer, long sequence, long deliveries, String said) {

    static final String MAX_DELIVERIES = "max-deliveries";
    static final String TERMINATED = "terminated";

    /**
     * Reads an advisory.
     *
     * @throws IOException when it is none
     */
    static Advisory parse(byte[] payload) throws IOException {
        JsonNode json = Json.MAPPER.readTree(payload);
        String reason =
                switch (json.path("type").asText()) {
                    case "io.nats.jetstream.advisory.v1.max_deliver" -> MAX_DELIVERIES;
                    case "io.nats.jetstream.advisory.v1.terminated" -> TERMINATED;
                    default -> throw new IOException("no advisory of a consumer that gave up");
                };
        String stream = json.path("stream").asText();
        String consumer = json.path("consumer").asText();
        long sequence = json.path("stream_seq").asLong();
        if (stream.isEmpty() || consumer.isEmpty() || sequence <= 0) {
            throw new IOException("the advisory names no stream, consumer or message");
        }
        return new Advisory(
                reason,
                stream,
                consumer,
                sequence,
                json.path("deliveries").asLong(),
                json.path("reason").asText());
    }

    /** The same for every time it is heard. */
    String messageId() {
        return "consumer-" + stream + '-' + consumer + '-' + sequence + '-' + reason;
    }

    /** One sentence for people. */
    String detail() {
        String times = deliveries == 1 ? "once" : deliveries + " times";
        String what = reason.equals(TERMINATED)
                ? " terminated it after it was delivered " + times + (said.isEmpty() ? "" : ", saying: " + said)
                : " did not acknowledge it though it was delivered " + times;
        return "consumer " + consumer + " of " + stream + what + " (message " + sequence + ")";
    }
}
