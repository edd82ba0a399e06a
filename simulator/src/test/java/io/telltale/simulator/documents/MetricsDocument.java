package io.telltale.simulator.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of {@code docs/metrics.md}: of each service its metrics by name. */
public final class MetricsDocument {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\S+)$(.*?)(?=^## |\\z)");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `([a-z.]+)` \\| (counter|gauge|timer|summary) \\| ([^|]+) \\| [^|]+ \\| [^|]+ \\|$");
    private static final Pattern TAG = Pattern.compile("`([a-z]+)`");

    private MetricsDocument() {}

    /**
     * One row.
     *
     * @param type as Micrometer calls it
     * @param tags names of the tags
     */
    public record Metric(String type, Set<String> tags) {}

    /** Services in the order of the document. */
    public static Map<String, Map<String, Metric>> services() {
        Map<String, Map<String, Metric>> services = new LinkedHashMap<>();
        SECTION.matcher(text()).results().forEach(section -> services.put(section.group(1), rows(section.group(2))));
        return services;
    }

    private static Map<String, Metric> rows(String section) {
        Map<String, Metric> rows = new TreeMap<>();
        for (MatchResult row : ROW.matcher(section).results().toList()) {
            Set<String> tags = new TreeSet<>();
            TAG.matcher(row.group(3)).results().forEach(tag -> tags.add(tag.group(1)));
            rows.put(row.group(1), new Metric(row.group(2), tags));
        }
        return rows;
    }

    private static String text() {
        try {
            return Files.readString(Repository.ROOT.resolve("docs/metrics.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
