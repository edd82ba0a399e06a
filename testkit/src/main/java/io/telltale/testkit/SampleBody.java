package io.telltale.testkit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A body as an operation wants it, from the examples of its OpenAPI schema or written by hand, and its fields one by one.
 *
 * @param root an object
 */
record SampleBody(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a value is, and what stands there. */
    record Field(JsonPointer at, JsonNode value) {
        @Override
        public String toString() {
            return at.toString();
        }
    }

    /** Written by hand, because the schema cannot say which fields go together. */
    static SampleBody parse(String json) {
        try {
            return new SampleBody(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + json, e);
        }
    }

    /**
     * Made from a schema.
     *
     * @param document the whole document, for what the schema refers to
     */
    static SampleBody of(JsonNode document, JsonNode schema) {
        return new SampleBody(sample(document, schema, Set.of()));
    }

    /** Every value in it, those of lists and of objects in objects, too. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        collect(JsonPointer.empty(), root, fields);
        return fields;
    }

    /** The same with one value replaced. */
    JsonNode with(Field field, JsonNode value) {
        JsonNode copy = root.deepCopy();
        JsonNode parent = copy.at(field.at().head());
        if (parent instanceof ObjectNode object) {
            object.set(field.at().last().getMatchingProperty(), value);
        } else {
            ((ArrayNode) parent).set(field.at().last().getMatchingIndex(), value);
        }
        return copy;
    }

    /** The same with the first field of the object twice. */
    String withAFieldTwice() {
        String name = root.fieldNames().next();
        String text = root.toString();
        return "{\"" + name + "\":" + root.get(name) + "," + text.substring(1);
    }

    private static void collect(JsonPointer at, JsonNode node, List<Field> fields) {
        if (!at.matches()) {
            fields.add(new Field(at, node));
        }
        node.properties().forEach(entry -> collect(at.appendProperty(entry.getKey()), entry.getValue(), fields));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(at.appendIndex(i), node.get(i), fields);
        }
    }

    /**
     * A value that fits a schema.
     *
     * @param within references that were followed to it: a schema that holds itself comes to an end at its second
     */
    private static JsonNode sample(JsonNode document, JsonNode schema, Set<String> within) {
        if (schema.has("$ref")) {
            String reference = schema.get("$ref").asText();
            if (schema.has("examples")) {
                return schema.get("examples").get(0);
            }
            if (within.contains(reference)) {
                return JsonNodeFactory.instance.objectNode();
            }
            Set<String> further = new HashSet<>(within);
            further.add(reference);
            return sample(document, document.at(reference.substring(1)), further);
        }
        if (schema.has("examples")) {
            return schema.get("examples").get(0);
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
            case "string" -> nodes.textNode("text");
            case "number", "integer" -> nodes.numberNode(1);
            case "boolean" -> nodes.booleanNode(true);
            case "array" -> nodes.arrayNode().add(sample(document, schema.path("items"), within));
            default -> object(document, schema, within);
        };
    }

    private static ObjectNode object(JsonNode document, JsonNode schema, Set<String> within) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (var property : schema.path("properties").properties()) {
            if (!property.getValue().path("readOnly").asBoolean()) {
                object.set(property.getKey(), sample(document, property.getValue(), within));
            }
        }
        JsonNode values = schema.path("additionalProperties");
        if (values.isObject()) {
            object.set("key", sample(document, values, within));
        }
        return object;
    }
}
