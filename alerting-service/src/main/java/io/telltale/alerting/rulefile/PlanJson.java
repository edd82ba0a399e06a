package io.telltale.alerting.rulefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.alerting.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an import does, or would do.
 *
 * @param applied whether it was done
 * @param unmentioned rules that the file does not have and that stay, because nobody asked to prune
 */
@Schema(name = "RulePlan")
record PlanJson(
        boolean applied,
        List<Named> added,
        List<Changed> changed,
        List<String> unchanged,
        List<Named> removed,
        List<String> unmentioned) {

    /** A rule; its id once it has one. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "RulePlanRule")
    record Named(String name, Optional<UUID> id) {}

    /** A rule that changes, field by field. */
    @Schema(name = "RulePlanChange")
    record Changed(String name, UUID id, List<Field> fields) {}

    /** A field that changes; without {@code from} it is new, without {@code to} it goes. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "RulePlanField")
    record Field(String field, Optional<String> from, Optional<String> to) {}

    static PlanJson of(RulePlan plan, boolean applied) {
        return new PlanJson(
                applied,
                plan.added().stream()
                        .map(rule -> new Named(rule.name(), applied ? Optional.of(rule.id()) : Optional.empty()))
                        .toList(),
                plan.changed().stream().map(PlanJson::of).toList(),
                plan.unchanged(),
                plan.removed().stream().map(PlanJson::named).toList(),
                plan.unmentioned());
    }

    private static Changed of(RulePlan.Changed changed) {
        return new Changed(
                changed.rule().name(),
                changed.rule().id(),
                changed.fields().stream()
                        .map(field -> new Field(field.field(), field.from(), field.to()))
                        .toList());
    }

    private static Named named(Rule rule) {
        return new Named(rule.name(), Optional.of(rule.id()));
    }
}
