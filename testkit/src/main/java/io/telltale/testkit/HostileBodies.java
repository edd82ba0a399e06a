package io.telltale.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Bodies that no service may take. Some are no JSON or no JSON of ours, whatever the operation; the others are a {@link
 * SampleBody} with one value replaced by what no field may hold, so that each field's own way into the service is walked.
 */
final class HostileBodies {
    private static final JsonMapper ESCAPING = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature())
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern TIME = Pattern.compile("^(\\d{4}-\\d\\d-\\d\\dT|PT?\\d)");
    private static final int DEEP = 20_000;
    private static final int MANY = 10_000;

    private HostileBodies() {}

    /** A body and what is hostile about it. */
    record Body(String what, byte[] content) {}

    /** Refused by every operation that takes JSON. */
    static List<Body> forEveryOperation() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("lists in lists", ("[".repeat(DEEP) + "]".repeat(DEEP)).getBytes(UTF_8));
        bodies.put("objects in objects", ("{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)).getBytes(UTF_8));
        bodies.put(
                "depth in an unknown field", ("{\"x\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}").getBytes(UTF_8));
        bodies.put("an unknown field", "{\"nobody-knows\": 1}".getBytes(UTF_8));
        bodies.put("NaN", "{\"value\": NaN}".getBytes(UTF_8));
        bodies.put("Infinity", "{\"value\": -Infinity}".getBytes(UTF_8));
        bodies.put("5,000 digits", ("{\"value\": " + "9".repeat(5_000) + "}").getBytes(UTF_8));
        bodies.put("a huge exponent", "1e999999999".getBytes(UTF_8));
        bodies.put("a list of 10,000 numbers", ("[" + "1,".repeat(MANY) + "1]").getBytes(UTF_8));
        bodies.put("a text", "\"hello\"".getBytes(UTF_8));
        bodies.put("null", "null".getBytes(UTF_8));
        bodies.put("half an escape", "{\"name\": \"\\uD8".getBytes(UTF_8));
        bodies.put("a comment", "/* hello */ {}".getBytes(UTF_8));
        bodies.put("bytes that are no UTF-8", "{\"\u00FF\u00C0\u0080\": \"\u00FE\"}".getBytes(ISO_8859_1));
        bodies.put("zeros", new byte[1_000]);
        return bodies.entrySet().stream()
                .map(body -> new Body(body.getKey(), body.getValue()))
                .toList();
    }

    /** Refused by an operation that wants such a body. */
    static List<Body> insteadOf(SampleBody sample) {
        List<Body> bodies = new ArrayList<>();
        bodies.add(
                new Body("a field that is there twice", sample.withAFieldTwice().getBytes(UTF_8)));
        bodies.add(new Body("two documents", (sample.root().toString() + sample.root()).getBytes(UTF_8)));
        for (SampleBody.Field field : sample.fields()) {
            wrong(field.value())
                    .forEach((what, value) -> bodies.add(new Body(
                            what + " as " + field,
                            json(sample.with(field, value)).getBytes(UTF_8))));
        }
        return bodies;
    }

    private static Map<String, JsonNode> wrong(JsonNode right) {
        JsonNodeType type = right.getNodeType();
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("a text with a zero byte", NODES.textNode("a\u0000b"));
        values.put("half a surrogate pair", NODES.textNode("a\uD800b"));
        values.put("a text of 100,000 characters", NODES.textNode("x".repeat(100_000)));
        values.put("a list of 10,000 lists", lists());
        values.put("a zero byte in a key", NODES.objectNode().put("a\u0000b", "x"));
        if (type != JsonNodeType.BOOLEAN) {
            values.put("true", NODES.booleanNode(true));
        }
        if (type == JsonNodeType.NUMBER) {
            values.put("a number beyond all", NODES.numberNode(new BigDecimal("1e400")));
            values.put("NaN as a text", NODES.textNode("NaN"));
        } else {
            values.put("a number", NODES.numberNode(1.5));
        }
        if (type == JsonNodeType.STRING) {
            ObjectNode object = NODES.objectNode().put("a", 1);
            values.put("an object", object);
        }
        if (TIME.matcher(right.asText()).find()) {
            values.put("a year of nine digits", NODES.textNode("+999999999-12-31T23:59:59Z"));
            values.put("a duration of an age", NODES.textNode("PT9999999999999999S"));
        }
        return values;
    }

    private static ArrayNode lists() {
        ArrayNode lists = NODES.arrayNode();
        for (int i = 0; i < MANY; i++) {
            lists.addArray();
        }
        return lists;
    }

    private static String json(JsonNode node) {
        try {
            return ESCAPING.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
