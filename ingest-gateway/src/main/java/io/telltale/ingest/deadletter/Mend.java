package io.telltale.ingest.deadletter;

import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be different in a letter. What is left out stays as it is. */
@Schema(description = "What is to be different; what is left out stays as it is")
record Mend(
        @Nullable @Schema(description = "the new payload as text; or else payload")
        String text,

        @Nullable @Schema(description = "the new payload in base64; or else text")
        byte[] payload,

        @Nullable @Schema(description = "the new topic; or else device and metric")
        String topic,

        @Nullable @Schema(description = "the device the letter belongs to")
        String device,

        @Nullable @Schema(description = "the metric that a bare number measures")
        String metric) {

    boolean isEmpty() {
        return Stream.of(text, payload, topic, device, metric).allMatch(part -> part == null);
    }
}
