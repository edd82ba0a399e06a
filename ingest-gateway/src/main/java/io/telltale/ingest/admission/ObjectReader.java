package io.telltale.ingest.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.telltale.ingest.admission.Field.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams objects out of JSON or CBOR into flat lists of fields.
 *
 * <p>Depth, length of numbers and length of keys are bounded, keys must be unique within their object, and numbers are JSON
 * numbers only. Whatever breaks this ends in an {@link IOException} that says where.
 */
final class ObjectReader {

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(16)
            .maxNumberLength(128)
            .maxNameLength(1024)
            .build();
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(BOUNDS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final CBORFactory CBOR = CBORFactory.builder()
            .streamReadConstraints(BOUNDS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private ObjectReader() {}

    static JsonParser json(byte[] payload) throws IOException {
        return JSON.createParser(payload);
    }

    static JsonParser cbor(byte[] payload) throws IOException {
        return CBOR.createParser(payload);
    }

    /** The fields of the object whose opening the parser stands on; the parser is left on its end. */
    static List<Field> fields(JsonParser parser, int maxFields) throws IOException {
        return fields(parser, maxFields, true);
    }

    private static List<Field> fields(JsonParser parser, int maxFields, boolean outer) throws IOException {
        List<Field> fields = new ArrayList<>(4);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Value value = value(parser, maxFields, outer);
            // One past the limit is kept, so that whoever counts the values sees that there are too many.
            if (fields.size() <= maxFields) {
                fields.add(new Field(name, value));
            }
        }
        return fields;
    }

    private static Value value(JsonParser parser, int maxFields, boolean outer) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Field.Num(parser.getDoubleValue());
            case VALUE_TRUE -> new Field.Flag(true);
            case VALUE_FALSE -> new Field.Flag(false);
            case VALUE_STRING -> new Field.Text(parser.getText());
            case VALUE_NULL -> new Field.Other("null");
            case START_OBJECT -> {
                if (outer) {
                    yield new Field.Nested(fields(parser, maxFields, false));
                }
                parser.skipChildren();
                yield new Field.Other("an object");
            }
            case START_ARRAY -> {
                parser.skipChildren();
                yield new Field.Other("an array");
            }
            case null, default -> new Field.Other("binary data");
        };
    }
}
