package io.telltale.alerting.rulefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rulejson.RuleJson;
import io.telltale.http.FieldError;
import io.telltale.http.Problem;
import io.telltale.http.StrictReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A file of rules: {@code rules:}, a list in the words of the API ({@link RuleJson}), each known by its name. Durations may
 * also be written as {@code 90s}, {@code 5m} or {@code 1h30m}.
 *
 * @param entries in the order of the file; no name stands twice
 */
public record RuleFile(List<Entry> entries) {

    /** Most rules in one file. */
    public static final int MAX_RULES = 10_000;

    private static final String RULES = "rules";

    public RuleFile {
        entries = List.copyOf(entries);
    }

    /**
     * One rule of a file; it makes sense.
     *
     * @param line where it begins
     */
    public record Entry(RuleJson json, int line) {

        /** Its name. */
        public String name() {
            return String.valueOf(json.name());
        }

        /** The rule, of a tenant. */
        public Rule toRule(UUID id, String tenant, long revision) {
            return json.toRule(id, tenant, revision);
        }
    }

    /**
     * Reads a file.
     *
     * @throws FaultyFileException with the first fault of each rule that has one
     */
    public static RuleFile parse(String text) throws FaultyFileException {
        YamlTree tree = YamlTree.read(text);
        List<Fault> faults = new ArrayList<>();
        tree.root().fieldNames().forEachRemaining(field -> {
            if (!field.equals(RULES)) {
                faults.add(tree.fault(field, "is not a known field; known are " + RULES));
            }
        });
        JsonNode list = tree.root().path(RULES);
        List<Entry> entries = new ArrayList<>();
        if (!list.isArray()) {
            faults.add(tree.fault(RULES, tree.root().has(RULES) ? "is not a list" : "is missing"));
        } else if (list.size() > MAX_RULES) {
            faults.add(tree.fault(RULES, "are " + list.size() + ", more than " + MAX_RULES));
        } else {
            for (int i = 0; i < list.size(); i++) {
                read(tree, list.get(i), RULES + '[' + i + ']', entries, faults);
            }
            refuseTwins(tree, entries, faults);
        }
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparing(Fault::line));
            throw new FaultyFileException(faults);
        }
        return new RuleFile(entries);
    }

    private static void read(YamlTree tree, JsonNode node, String path, List<Entry> entries, List<Fault> faults) {
        try {
            if (!(node instanceof ObjectNode written)) {
                throw Problem.invalid("is not a rule");
            }
            RuleJson json = StrictReader.read(ShortDurations.inIso(written), RuleJson.class);
            if (json.id() != null) {
                throw Problem.invalid("id", "must be left out: in a file a rule is known by its name");
            }
            json.toRule(new UUID(0, 0), "any", 1);
            entries.add(new Entry(json, tree.line(path)));
        } catch (Problem e) {
            FieldError error = e.errors().isEmpty()
                    ? new FieldError("", e.detail())
                    : e.errors().getFirst();
            faults.add(tree.fault(within(path, error.field()), error.message()));
        } catch (InvalidRuleException e) {
            faults.add(tree.fault(within(path, e.field()), String.valueOf(e.getMessage())));
        }
    }

    private static String within(String path, String field) {
        return field.isEmpty() ? path : path + '.' + field;
    }

    private static void refuseTwins(YamlTree tree, List<Entry> entries, List<Fault> faults) {
        Map<String, Entry> byName = new HashMap<>();
        for (Entry entry : entries) {
            Entry first = byName.putIfAbsent(entry.name(), entry);
            if (first != null) {
                faults.add(new Fault(
                        entry.line(),
                        RULES,
                        "has a second '" + entry.name() + "', the first is on line " + first.line()
                                + ": names tell rules apart"));
            }
        }
    }
}
