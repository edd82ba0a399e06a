package io.telltale.alerting.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The plan of an import in lines for people: {@code +} is new, {@code ~} changes, {@code -} goes. */
final class PlanText {

    private PlanText() {}

    static List<String> of(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        plan.path("added").forEach(rule -> lines.add("+ " + rule.path("name").asText()));
        for (JsonNode rule : plan.path("changed")) {
            lines.add("~ " + rule.path("name").asText());
            for (JsonNode field : rule.path("fields")) {
                lines.add("    " + field.path("field").asText() + ": " + side(field, "from") + " -> "
                        + side(field, "to"));
            }
        }
        plan.path("removed").forEach(rule -> lines.add("- " + rule.path("name").asText()));
        lines.add(summary(plan));
        return lines;
    }

    /** Whether there is anything to do. */
    static boolean differs(JsonNode plan) {
        return !plan.path("added").isEmpty()
                || !plan.path("changed").isEmpty()
                || !plan.path("removed").isEmpty();
    }

    private static String side(JsonNode field, String which) {
        return field.has(which) ? field.path(which).asText() : "(none)";
    }

    private static String summary(JsonNode plan) {
        int others = plan.path("unmentioned").size();
        return plan.path("added").size() + " added, " + plan.path("changed").size() + " changed, "
                + plan.path("removed").size() + " removed, "
                + plan.path("unchanged").size() + " unchanged"
                + (others == 0 ? "" : ", " + others + " not in the file stay (--prune removes them)")
                + (plan.path("applied").asBoolean() ? "" : "; nothing was done");
    }
}
