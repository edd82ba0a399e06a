package io.telltale.alerting.rulefile;

import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.store.RuleStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What there is to do so that a tenant has the rules of a file.
 *
 * @param added rules that are not there yet
 * @param changed rules that are there in another form
 * @param unchanged names of rules that are as the file says
 * @param removed rules that the file does not have, when such are to go
 * @param unmentioned names of rules that the file does not have, when such are to stay
 */
record RulePlan(
        List<Rule> added, List<Changed> changed, List<String> unchanged, List<Rule> removed, List<String> unmentioned) {

    /** A rule in its new form, and which of its fields are new. */
    record Changed(Rule rule, List<FieldChange> fields) {}

    /**
     * One field.
     *
     * @param from empty when it was not there
     * @param to empty when it is to go
     */
    record FieldChange(String field, Optional<String> from, Optional<String> to) {}

    /** A name that more than one of the tenant's rules has, so that a file cannot say which it means. */
    static final class AmbiguousNameException extends RuntimeException {

        private static final long serialVersionUID = 1;

        AmbiguousNameException(String name) {
            super("more than one rule is named '" + name
                    + "', and in a file the name tells which is meant: rename one");
        }
    }

    /**
     * Makes the plan; the order is that of the file, then that of what is there.
     *
     * @throws AmbiguousNameException when a name of the file, or one that is to go, is there twice
     */
    static RulePlan of(String tenant, List<Rule> stored, RuleFile file, boolean prune) {
        Map<String, Rule> byName = byName(stored);
        List<Rule> added = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        for (RuleFile.Entry entry : file.entries()) {
            Rule before = byName.remove(entry.name());
            if (before == null) {
                added.add(entry.toRule(UUID.randomUUID(), tenant, 1));
            } else {
                Rule after = entry.toRule(before.id(), tenant, before.revision() + 1);
                List<FieldChange> fields = differences(before, after);
                if (fields.isEmpty()) {
                    unchanged.add(entry.name());
                } else {
                    changed.add(new Changed(after, fields));
                }
            }
        }
        List<Rule> others =
                stored.stream().filter(rule -> byName.containsKey(rule.name())).toList();
        return new RulePlan(
                added,
                changed,
                unchanged,
                prune ? others : List.of(),
                prune ? List.of() : others.stream().map(Rule::name).toList());
    }

    /** The rules by their names. */
    static Map<String, Rule> byName(List<Rule> stored) {
        Map<String, Rule> byName = new HashMap<>();
        for (Rule rule : stored) {
            if (byName.put(rule.name(), rule) != null) {
                throw new AmbiguousNameException(rule.name());
            }
        }
        return byName;
    }

    /** Whether there is nothing to do. */
    boolean empty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** The same for the database. */
    RuleStore.Changes changes() {
        return new RuleStore.Changes(added, changed.stream().map(Changed::rule).toList(), removed);
    }

    private static List<FieldChange> differences(Rule before, Rule after) {
        Map<String, String> old = RuleText.fields(before);
        Map<String, String> now = RuleText.fields(after);
        TreeSet<String> fields = new TreeSet<>(old.keySet());
        fields.addAll(now.keySet());
        return fields.stream()
                .filter(field -> !Objects.equals(old.get(field), now.get(field)))
                .map(field -> new FieldChange(
                        field, Optional.ofNullable(old.get(field)), Optional.ofNullable(now.get(field))))
                .toList();
    }
}
