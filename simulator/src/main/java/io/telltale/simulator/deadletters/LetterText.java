package io.telltale.simulator.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Letters and judgements for people. What a device sent is shown without control characters: it could be commands. */
final class LetterText {

    private static final String ROW = "%-8s %-24s %-10s %-20s %-24s %s";
    private static final int DETAIL = 80;

    private LetterText() {}

    static List<String> table(List<JsonNode> letters, @Nullable String next) {
        List<String> lines = new ArrayList<>();
        if (letters.isEmpty()) {
            lines.add("no dead letters" + (next == null ? "" : " among those looked at; go on with --after " + next));
            return lines;
        }
        lines.add(ROW.formatted("ID", "TIME", "STAGE", "REASON", "DEVICE", "DETAIL"));
        for (JsonNode letter : letters) {
            lines.add(ROW.formatted(
                    text(letter, "id"),
                    text(letter, "time"),
                    text(letter, "stage"),
                    text(letter, "reason"),
                    text(letter, "device"),
                    shortened(text(letter, "detail"))));
        }
        lines.add(letters.size() + " letters" + (next == null ? "" : "; there are more: --after " + next));
        return lines;
    }

    static String page(List<JsonNode> letters, @Nullable String next) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putArray("items").addAll(letters);
        if (next != null) {
            page.put("next", next);
        }
        return page.toPrettyString();
    }

    static List<String> letter(JsonNode letter) {
        List<String> lines = new ArrayList<>();
        for (String field : List.of("id", "stage", "reason", "detail", "tenant", "device", "origin", "time")) {
            lines.add("%-8s %s".formatted(field, text(letter, field)));
        }
        JsonNode decoded = letter.path("decoded");
        lines.add("%-8s %s".formatted("payload", text(decoded, "form")));
        if (decoded.hasNonNull("fault")) {
            lines.add("  cannot be read: " + text(decoded, "fault"));
        }
        if (decoded.hasNonNull("text")) {
            text(decoded, "text").lines().forEach(line -> lines.add("  " + line));
        }
        if (decoded.hasNonNull("hex")) {
            lines.add("  " + text(decoded, "hex"));
        }
        readings(decoded.path("readings"), decoded.path("count").asInt(), lines);
        return lines;
    }

    /** What a replay would do. */
    static List<String> judgement(JsonNode judgement) {
        List<String> lines = new ArrayList<>();
        lines.add("on " + text(judgement, "origin") + " it would admit "
                + judgement.path("admitted").asInt() + " readings");
        readings(judgement.path("readings"), judgement.path("admitted").asInt(), lines);
        judgement
                .path("refused")
                .forEach(refusal ->
                        lines.add("  and refuse " + text(refusal, "reason") + ": " + text(refusal, "detail")));
        return lines;
    }

    private static void readings(JsonNode readings, int count, List<String> lines) {
        readings.forEach(reading -> lines.add("  " + text(reading, "time") + ' ' + text(reading, "tenant") + '/'
                + text(reading, "device") + '/' + text(reading, "metric") + " = "
                + reading.path("value").asText()));
        if (count > readings.size()) {
            lines.add("  and " + (count - readings.size()) + " more");
        }
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText("").replaceAll("[\\p{Cntrl}&&[^\\n]]", "?");
    }

    private static String shortened(String detail) {
        return detail.length() <= DETAIL ? detail : detail.substring(0, DETAIL - 1) + "…";
    }
}
