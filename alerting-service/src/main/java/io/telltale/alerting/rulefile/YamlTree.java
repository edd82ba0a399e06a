package io.telltale.alerting.rulefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML document as the JSON it stands for, and the line of each of its parts. Plain scalars are what JSON would make of
 * them (YAML 1.2), so {@code on} and {@code 12:30} are texts; a key stands once; there are no anchors and no tags, so that a
 * document is never larger than it looks. For one thread; immutable once read.
 */
public final class YamlTree {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 100;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<Node, Boolean> seen = new IdentityHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private JsonNode root = JSON.objectNode();

    private YamlTree() {}

    /**
     * Reads a document.
     *
     * @throws FaultyFileException when it is no such YAML
     */
    public static YamlTree read(String text) throws FaultyFileException {
        YamlTree tree = new YamlTree();
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        try {
            Node node = new Yaml(options).compose(new StringReader(text));
            if (node != null) {
                tree.root = tree.json(node, "");
            }
        } catch (MarkedYAMLException e) {
            tree.fault(e.getProblemMark(), "", "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            tree.fault(
                    null,
                    "",
                    "is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        if (!tree.faults.isEmpty()) {
            throw new FaultyFileException(tree.faults);
        }
        return tree;
    }

    /** What the document stands for; an empty object when it is empty. */
    public JsonNode root() {
        return root;
    }

    /** The line of a field, or of the nearest one around it that is there. */
    public int line(String field) {
        String path = field;
        while (!lines.containsKey(path) && !path.isEmpty()) {
            path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
        }
        return lines.getOrDefault(path, 1);
    }

    /** That something is wrong with a field. */
    public Fault fault(String field, String message) {
        return new Fault(line(field), field, message);
    }

    private JsonNode json(Node node, String path) {
        lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
        if (seen.put(node, true) != null) {
            fault(node.getStartMark(), path, "is an alias: write it out, files of rules have no anchors");
            return JSON.nullNode();
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, path);
            case SequenceNode sequence -> array(sequence, path);
            case ScalarNode scalar -> scalar(scalar, path);
            default -> throw new IllegalStateException("a node of YAML that is none: " + node.getNodeId());
        };
    }

    private ObjectNode object(MappingNode mapping, String path) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String field = path.isEmpty() ? key : path + '.' + key;
            if (object.has(key)) {
                fault(entry.getKeyNode().getStartMark(), field, "is there twice");
            }
            lines.put(field, entry.getKeyNode().getStartMark().getLine() + 1);
            object.set(key, json(entry.getValueNode(), field));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String path) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(json(item, path + '[' + array.size() + ']'));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return JSON.textNode(text);
        }
        return switch (text) {
            case "", "~", "null" -> JSON.nullNode();
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            default -> NUMBER.matcher(text).matches() ? number(scalar, path) : JSON.textNode(text);
        };
    }

    private JsonNode number(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        if (text.length() > LONGEST_NUMBER) {
            fault(scalar.getStartMark(), path, "is a number of more than " + LONGEST_NUMBER + " digits");
            return JSON.nullNode();
        }
        return JSON.numberNode(new BigDecimal(text));
    }

    private void fault(@Nullable Mark mark, String field, String message) {
        faults.add(new Fault(mark == null ? 1 : mark.getLine() + 1, field, message));
    }
}
