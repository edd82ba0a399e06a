package io.telltale.simulator.endtoend;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toMap;

import io.telltale.simulator.documents.MetricsDocument.Metric;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Telltale's own metrics as Prometheus sees them, by family; and what it should see of those that the document names. */
final class ToldMetrics {

    private static final Pattern FAMILY = Pattern.compile(
            "(?m)^# TYPE ((?:ingest|anomaly|alerting|registry|console|telltale)_\\w+?)(?:_total)? (\\w+)$");
    private static final Pattern SAMPLE =
            Pattern.compile("(?m)^(\\w+?)(?:_total|_count|_sum|_bucket)?(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Set<String> OF_THE_FORMAT = Set.of("quantile", "le");

    private ToldMetrics() {}

    /** What the service on that port tells. */
    static Map<String, Metric> by(int port) {
        String page = given().get("http://127.0.0.1:" + port + "/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Map<String, Metric> told = new TreeMap<>();
        for (MatchResult family : FAMILY.matcher(page).results().toList()) {
            told.put(family.group(1), new Metric(family.group(2).replace("histogram", "summary"), new TreeSet<>()));
        }
        told.keySet().removeIf(name -> name.endsWith("_max") && told.containsKey(name.replaceFirst("_max$", "")));
        SAMPLE.matcher(page)
                .results()
                .filter(sample -> sample.group(2) != null && told.containsKey(sample.group(1)))
                .forEach(sample -> LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !OF_THE_FORMAT.contains(label))
                        .forEach(told.get(sample.group(1)).tags()::add));
        return told;
    }

    /** The document's metrics in the same form. */
    static Map<String, Metric> expected(Map<String, Metric> documented) {
        return documented.entrySet().stream()
                .collect(toMap(
                        metric -> family(metric.getKey().replace('.', '_'), metric.getValue()),
                        metric -> new Metric(
                                metric.getValue().type().replace("timer", "summary"),
                                metric.getValue().tags()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** Without the {@code _total} of a counter, which only one of the two formats counts to the family. */
    private static String family(String name, Metric metric) {
        return metric.type().equals("timer") ? name + "_seconds" : name;
    }
}
