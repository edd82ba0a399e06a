package io.telltale.alerting.ruletest;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The alerts that are there beside those that were expected: each of one goes with one of the other. */
final class Comparing {

    private final List<Alert> unexpected;
    private final List<RuleTest.Expected> missing;
    private final String state;

    Comparing(List<Alert> alerts, List<RuleTest.Expected> expected, AlertState state) {
        this.unexpected = new ArrayList<>(alerts);
        this.missing = new ArrayList<>(expected);
        this.state = state.wire();
        missing.removeIf(one -> first(one, true).map(unexpected::remove).orElse(false));
    }

    /** Lines for people; empty when all is as expected. */
    List<String> difference() {
        List<String> lines = new ArrayList<>();
        List<RuleTest.Expected> alone = new ArrayList<>();
        for (RuleTest.Expected one : missing) {
            Optional<Alert> near = first(one, false);
            if (near.isPresent()) {
                unexpected.remove(near.get());
                lines.add("is " + state + ", but not as expected: " + text(labels(near.get())));
                lines.addAll(differences("label", one.labels(), labels(near.get())));
                lines.addAll(differences("annotation", one.annotations(), annotations(near.get())));
            } else {
                alone.add(one);
            }
        }
        alone.forEach(one -> lines.add("is not " + state + ", but was expected: " + text(one.labels())));
        unexpected.forEach(alert -> lines.add("is " + state + ", but was not expected: " + text(labels(alert))));
        return lines;
    }

    /** The first alert that is as expected, or is at least of the same device and metric. */
    private Optional<Alert> first(RuleTest.Expected expected, boolean whole) {
        return unexpected.stream()
                .filter(alert -> whole
                        ? has(labels(alert), expected.labels()) && has(annotations(alert), expected.annotations())
                        : same(alert, expected, "device") && same(alert, expected, "metric"))
                .findFirst();
    }

    private static boolean has(Map<String, String> all, Map<String, String> some) {
        return all.entrySet().containsAll(some.entrySet());
    }

    private static boolean same(Alert alert, RuleTest.Expected expected, String label) {
        String wanted = expected.labels().get(label);
        return wanted == null || wanted.equals(labels(alert).get(label));
    }

    private static List<String> differences(String what, Map<String, String> wanted, Map<String, String> found) {
        return new TreeMap<>(wanted)
                .entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
                        .map(entry ->
                                "  " + what + ' ' + entry.getKey() + ": expected \"" + entry.getValue() + "\", is "
                                        + (found.containsKey(entry.getKey())
                                                ? '"' + found.get(entry.getKey()) + '"'
                                                : "not there"))
                        .toList();
    }

    /** What a test may expect of an alert, besides its annotations. */
    private static Map<String, String> labels(Alert alert) {
        Map<String, String> labels = new TreeMap<>(alert.labels());
        labels.put("alertname", alert.ruleName());
        labels.put("severity", alert.severity().wire());
        labels.put("device", alert.series().device());
        labels.put("metric", alert.series().metric());
        labels.put("kind", alert.kind());
        return labels;
    }

    private static Map<String, String> annotations(Alert alert) {
        Map<String, String> annotations = new TreeMap<>(alert.annotations());
        annotations.put("summary", alert.summary());
        return annotations;
    }

    private static String text(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A time from the start on, as short as it can be written. */
    static String time(Duration time) {
        if (time.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        append(text, time.toDays(), "d");
        append(text, time.toHoursPart(), "h");
        append(text, time.toMinutesPart(), "m");
        append(text, time.toSecondsPart(), "s");
        append(text, time.toMillisPart(), "ms");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
