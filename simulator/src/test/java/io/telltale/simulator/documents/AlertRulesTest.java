package io.telltale.simulator.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules speak of metrics that there are ({@link MetricsDocumentTest} says of which that is true) and have runbooks. */
class AlertRulesTest {

    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern RUNBOOK = Pattern.compile("(?m)^ +runbook: (\\S+)$");
    private static final Pattern EXPRESSION = Pattern.compile("(?ms)^ +expr: (.*?)(?=^ +(?:for|labels):)");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:ingest|anomaly|alerting|registry|console|telltale)(?:_[a-z]+)+");
    private static final Pattern LABEL = Pattern.compile("by \\((\\w+)\\)|\\{(\\w+)=");
    private static final String RULES =
            Repository.read(Repository.ROOT.resolve("deploy/prometheus/telltale.rules.yaml"));

    @Test
    void everyMetricOfARuleIsOneThatAServiceTells() {
        Map<String, Set<String>> told = told();
        Set<String> used = new TreeSet<>();
        expressions().forEach(expression -> METRIC.matcher(expression)
                .results()
                .map(MatchResult::group)
                .forEach(used::add));

        assertThat(used).isNotEmpty().isSubsetOf(told.keySet());
    }

    @Test
    void everyLabelOfARuleIsOneOfItsMetrics() {
        Map<String, Set<String>> told = told();
        for (String expression : expressions()) {
            Set<String> labels = new TreeSet<>();
            METRIC.matcher(expression).results().forEach(metric -> labels.addAll(told.get(metric.group())));
            LABEL.matcher(expression).results().forEach(label -> assertThat(labels)
                    .as(expression)
                    .contains(label.group(1) == null ? label.group(2) : label.group(1)));
        }
    }

    @Test
    void everyRuleHasARunbookAndEveryRunbookARule() throws IOException {
        List<String> alerts = groups(ALERT);
        assertThat(groups(RUNBOOK))
                .isEqualTo(alerts.stream()
                        .map(alert -> "docs/runbooks/" + alert + ".md")
                        .toList());
        try (Stream<Path> pages = Files.list(Repository.ROOT.resolve("docs/runbooks"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            alerts.stream().map(alert -> alert + ".md").toList());
        }
        for (String alert : alerts) {
            assertThat(Repository.read(Repository.ROOT.resolve("docs/runbooks/" + alert + ".md")))
                    .startsWith("# " + alert + "\n");
        }
    }

    /** Every documented metric as Prometheus spells it, with its labels. */
    private static Map<String, Set<String>> told() {
        Map<String, Set<String>> told = new TreeMap<>();
        MetricsDocument.services()
                .values()
                .forEach(metrics -> metrics.forEach((name, metric) -> {
                    String spelled = name.replace('.', '_') + (metric.type().equals("counter") ? "_total" : "");
                    told.merge(spelled, metric.tags(), (some, others) -> {
                        Set<String> both = new TreeSet<>(some);
                        both.addAll(others);
                        return both;
                    });
                }));
        return told;
    }

    private static List<String> expressions() {
        return groups(EXPRESSION);
    }

    private static List<String> groups(Pattern pattern) {
        return pattern.matcher(RULES).results().map(found -> found.group(1)).toList();
    }
}
