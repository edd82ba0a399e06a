package io.telltale.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.telltale.events.DeadLetter;
import io.telltale.events.MalformedBatchException;
import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter's payload made readable, whatever stage parked it.
 *
 * @param form {@code text}, {@code cbor}, {@code batch} or {@code binary}
 * @param text the payload, or what CBOR says written as JSON
 * @param readings the first hundred readings of a batch
 * @param count how many readings the batch holds
 * @param hex the first bytes of what is nothing of this
 * @param fault why a batch cannot be read
 */
record Decoded(
        String form,
        @Nullable String text,
        @Nullable List<ReadingView> readings,
        @Nullable Integer count,
        @Nullable String hex,
        @Nullable String fault) {

    private static final int HEX_BYTES = 256;
    private static final CBORMapper CBOR = new CBORMapper();

    static Decoded of(DeadLetter letter) {
        if (letter.origin().startsWith("telemetry.")) {
            return batch(letter.payload());
        }
        String text = DeadLetterView.text(letter.payload());
        return text == null ? cbor(letter.payload()) : new Decoded("text", text, null, null, null, null);
    }

    private static Decoded batch(byte[] payload) {
        try {
            List<Reading> readings = Judgement.readings(ReadingBatch.parse(payload));
            return new Decoded("batch", null, ReadingView.first(readings), readings.size(), null, null);
        } catch (MalformedBatchException e) {
            return binary(payload, String.valueOf(e.getMessage()));
        }
    }

    private static Decoded cbor(byte[] payload) {
        try {
            JsonNode tree = CBOR.readTree(payload);
            return tree.isContainerNode()
                    ? new Decoded("cbor", tree.toString(), null, null, null, null)
                    : binary(payload, null);
        } catch (IOException e) {
            return binary(payload, null);
        }
    }

    private static Decoded binary(byte[] payload, @Nullable String fault) {
        String hex = HexFormat.of().formatHex(payload, 0, Math.min(payload.length, HEX_BYTES));
        return new Decoded("binary", null, null, null, hex, fault);
    }
}
