package io.telltale.ingest.admission;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes a payload apart, its form told by its content: JSON, or CBOR when its first byte opens a CBOR array or map (no
 * UTF-8 text begins so); an array that begins with a SenML record is a SenML pack, everything else the platform's form.
 */
final class Payload {

    private static final int CBOR_FIRST = 0x80;
    private static final int CBOR_LAST = 0xBF;

    private Payload() {}

    /** Decodes what came on a device's topic. */
    static void gather(byte[] payload, long receivedMicros, int maxValues, Gathered into) {
        int first = payload[0] & 0xFF;
        boolean cbor = first >= CBOR_FIRST && first <= CBOR_LAST;
        if (!cbor && !utf8(payload)) {
            into.refuseAll(Reason.INVALID_UTF8, "the payload is not UTF-8");
            return;
        }
        try (JsonParser parser = cbor ? ObjectReader.cbor(payload) : ObjectReader.json(payload)) {
            gather(parser, receivedMicros, maxValues, into);
        } catch (JsonProcessingException e) {
            into.refuseAll(malformed(cbor), whereAndWhat(e));
        } catch (IOException e) {
            into.refuseAll(malformed(cbor), String.valueOf(e.getMessage()));
        }
    }

    /** Decodes what came on a metric's topic: a number, {@code true} or {@code false}. */
    static void gatherBare(byte[] payload, String metric, Gathered into) {
        String text = new String(payload, StandardCharsets.ISO_8859_1).strip();
        switch (text) {
            case "" -> into.refuseAll(Reason.EMPTY, "the payload is empty: a number is expected on a metric's topic");
            case "true" -> into.addUnstamped(metric, 1);
            case "false" -> into.addUnstamped(metric, 0);
            case "NaN", "nan", "Infinity", "+Infinity", "-Infinity", "inf", "-inf" ->
                into.refuseAll(Reason.NOT_FINITE, "value of '" + metric + "' is not a finite number");
            default -> bareNumber(text, metric, into);
        }
    }

    private static void bareNumber(String text, String metric, Gathered into) {
        if (text.length() <= 128 && ofDigits(text)) {
            try {
                into.addUnstamped(metric, Double.parseDouble(text));
                return;
            } catch (NumberFormatException e) {
                // Falls through to the refusal: digits in an order that is no number, such as 1-2.
            }
        }
        into.refuseAll(
                Reason.UNSUPPORTED_VALUE,
                "on a metric's topic the payload is a bare number, true or false; JSON goes to telemetry/{tenant}/{device}");
    }

    /** Java itself would also take a number in hexadecimal, or with a letter for its type at the end. */
    private static boolean ofDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void gather(JsonParser parser, long receivedMicros, int maxValues, Gathered into)
            throws IOException {
        switch (parser.nextToken()) {
            case START_OBJECT -> FlatRecord.gather(ObjectReader.fields(parser, maxValues), into);
            case START_ARRAY -> gatherArray(parser, receivedMicros, maxValues, into);
            case null -> into.refuseAll(Reason.EMPTY, "the payload is empty");
            default ->
                into.refuseAll(
                        Reason.UNSUPPORTED_VALUE,
                        "an object or an array of objects is expected on telemetry/{tenant}/{device};"
                                + " a bare number goes to telemetry/{tenant}/{device}/{metric}");
        }
        if (!into.hopeless() && parser.nextToken() != null) {
            into.refuseAll(Reason.MALFORMED_JSON, "something follows the end of the document");
        }
    }

    private static void gatherArray(JsonParser parser, long receivedMicros, int maxValues, Gathered into)
            throws IOException {
        SenmlPack pack = new SenmlPack(receivedMicros, into);
        boolean senml = false;
        int index = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken(), index++) {
            if (token == null || into.hopeless()) {
                return;
            }
            if (token != JsonToken.START_OBJECT) {
                parser.skipChildren();
                into.refuse(Reason.UNSUPPORTED_VALUE, "element " + index + " of the array is not an object");
                continue;
            }
            List<Field> fields = ObjectReader.fields(parser, maxValues);
            senml = index == 0 ? SenmlPack.begins(fields) : senml;
            if (senml) {
                pack.gather(fields);
            } else {
                FlatRecord.gather(fields, into);
            }
        }
    }

    private static Reason malformed(boolean cbor) {
        return cbor ? Reason.MALFORMED_CBOR : Reason.MALFORMED_JSON;
    }

    private static String whereAndWhat(JsonProcessingException e) {
        String what = Gathered.shortened(String.valueOf(e.getOriginalMessage()).replaceAll("\\p{Cntrl}+", " "));
        return e.getLocation() == null
                ? what
                : "line " + e.getLocation().getLineNr() + " column "
                        + e.getLocation().getColumnNr() + ": " + what;
    }

    private static boolean utf8(byte[] payload) {
        for (byte b : payload) {
            if (b < 0) {
                return strictlyUtf8(payload);
            }
        }
        return true;
    }

    private static boolean strictlyUtf8(byte[] payload) {
        try {
            // A fresh decoder reports malformed input instead of replacing it.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
