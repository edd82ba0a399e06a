package io.telltale.alerting.rulefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rulejson.RuleJson;
import io.telltale.events.Json;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Rules as text: a whole file of them, or field by field. */
final class RuleText {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private RuleText() {}

    /** A file of these rules; what is left out of it has its default. */
    static String file(Collection<Rule> rules) {
        ObjectNode file = YAML.createObjectNode();
        ArrayNode list = file.putArray("rules");
        for (Rule rule : rules) {
            ObjectNode tree = tree(rule);
            if (tree.path("enabled").asBoolean()) {
                tree.remove("enabled");
            }
            dropZero(tree, "for");
            dropZero(tree, "keepFiringFor");
            dropEmpty(tree);
            list.add(tree);
        }
        try {
            return YAML.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always YAML", e);
        }
    }

    /** Every field of a rule that says something, by its path, such as {@code condition.value}. */
    static Map<String, String> fields(Rule rule) {
        Map<String, String> fields = new TreeMap<>();
        collect(tree(rule), "", fields);
        return fields;
    }

    private static ObjectNode tree(Rule rule) {
        ObjectNode tree = Json.MAPPER.valueToTree(RuleJson.of(rule));
        tree.remove("id");
        return tree;
    }

    private static void collect(JsonNode node, String path, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + '.' + field.getKey(), fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + '[' + i + ']', fields);
            }
        } else {
            fields.put(path, node.asText());
        }
    }

    private static void dropZero(ObjectNode tree, String field) {
        if (tree.path(field).asText().equals("PT0S")) {
            tree.remove(field);
        }
    }

    private static void dropEmpty(ObjectNode tree) {
        for (Iterator<JsonNode> each = tree.elements(); each.hasNext(); ) {
            JsonNode value = each.next();
            if (value instanceof ObjectNode inner) {
                dropEmpty(inner);
                if (inner.isEmpty()) {
                    each.remove();
                }
            }
        }
    }
}
