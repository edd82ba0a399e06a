package io.telltale.alerting.rulefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus and Alertmanager write them ({@code 90s}, {@code 1h30m}), which in files stand for ISO 8601. */
public final class ShortDurations {

    /** Fields of a rule that are durations, wherever they stand. */
    private static final Set<String> FIELDS = Set.of("for", "keepFiringFor", "window", "per", "within");

    private static final Set<String> TEXTS = Set.of("selector", "labels", "annotations");

    private static final Pattern SHORT = Pattern.compile(
            "(?:(?<w>\\d{1,6})w)?(?:(?<d>\\d{1,6})d)?(?:(?<h>\\d{1,6})h)?(?:(?<m>\\d{1,6})m)?(?:(?<s>\\d{1,9})s)?(?:(?<ms>\\d{1,9})ms)?");

    private ShortDurations() {}

    /** What a short form stands for; empty when it is none. */
    public static Optional<Duration> parse(String text) {
        Matcher parts = SHORT.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return text.equals("0") ? Optional.of(Duration.ZERO) : Optional.empty();
        }
        return Optional.of(Duration.ofDays(7 * part(parts, "w") + part(parts, "d"))
                .plusHours(part(parts, "h"))
                .plusMinutes(part(parts, "m"))
                .plusSeconds(part(parts, "s"))
                .plusMillis(part(parts, "ms")));
    }

    /** A copy of a rule with the short forms in the long one; what people call a label may look like one and is none. */
    static ObjectNode inIso(ObjectNode rule) {
        ObjectNode copy = rule.deepCopy();
        for (Map.Entry<String, JsonNode> field : copy.properties()) {
            if (!TEXTS.contains(field.getKey())) {
                rewrite(field);
            }
        }
        return copy;
    }

    private static void rewrite(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        if (value.isTextual() && FIELDS.contains(field.getKey())) {
            parse(value.asText()).ifPresent(duration -> field.setValue(TextNode.valueOf(duration.toString())));
        } else {
            rewrite(value);
        }
    }

    private static void rewrite(JsonNode node) {
        if (node.isArray()) {
            node.forEach(ShortDurations::rewrite);
        } else {
            node.properties().forEach(ShortDurations::rewrite);
        }
    }

    private static long part(Matcher parts, String unit) {
        String digits = parts.group(unit);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
