package io.telltale.alerting.ruletest;

import io.telltale.alerting.rehearsal.Finding;
import io.telltale.alerting.rulefile.Fault;
import io.telltale.alerting.rulefile.FaultyFileException;
import io.telltale.alerting.rulefile.ShortDurations;
import io.telltale.alerting.rulefile.YamlTree;
import io.telltale.events.SeriesKey;
import io.telltale.http.FieldError;
import io.telltale.http.Problem;
import io.telltale.http.StrictReader;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of tests of rules: {@code rule_files} and {@code tests}, in YAML, with promtool's words.
 *
 * @param ruleFiles as they are written, from the folder of this file on
 */
public record RuleTestFile(List<String> ruleFiles, List<RuleTest> tests) {

    /** Whose devices they are. */
    public static final String TENANT = "test";

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public RuleTestFile {
        ruleFiles = List.copyOf(ruleFiles);
        tests = List.copyOf(tests);
    }

    /**
     * Reads a file.
     *
     * @throws FaultyFileException with the first fault of each test that has one
     */
    public static RuleTestFile parse(String text) throws FaultyFileException {
        return new Reading(YamlTree.read(text)).file();
    }

    /** Something that was read cannot be; says where. */
    private static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String field;

        Wrong(String field, String message) {
            super(message, null, false, false);
            this.field = field;
        }
    }

    /** One reading of a file. */
    private static final class Reading {

        private final YamlTree tree;
        private final List<Fault> faults = new ArrayList<>();

        Reading(YamlTree tree) {
            this.tree = tree;
        }

        RuleTestFile file() throws FaultyFileException {
            List<RuleTest> tests = new ArrayList<>();
            List<String> files = List.of();
            try {
                TestJson json = StrictReader.read(tree.root(), TestJson.class);
                files = required("rule_files", json.ruleFiles());
                Duration interval = duration("interval", Objects.requireNonNullElse(json.interval(), "1m"));
                List<TestJson.Case> cases = required("tests", json.tests());
                for (int i = 0; i < cases.size(); i++) {
                    String path = "tests[" + i + "]";
                    TestJson.Case written = cases.get(i);
                    guarded(() -> tests.add(test(path, required(path, written), interval)));
                }
            } catch (Problem e) {
                FieldError error = e.errors().isEmpty()
                        ? new FieldError("", e.detail())
                        : e.errors().getFirst();
                faults.add(tree.fault(error.field(), error.message()));
            } catch (Wrong e) {
                faults.add(tree.fault(e.field, String.valueOf(e.getMessage())));
            }
            if (!faults.isEmpty()) {
                throw new FaultyFileException(faults);
            }
            return new RuleTestFile(files, tests);
        }

        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (Wrong e) {
                faults.add(tree.fault(e.field, String.valueOf(e.getMessage())));
            }
        }

        private RuleTest test(String path, TestJson.Case json, Duration usual) {
            Duration interval = json.interval() == null ? usual : duration(path + ".interval", json.interval());
            if (interval.isZero()) {
                throw new Wrong(path + ".interval", "must be longer than nothing");
            }
            Instant start = Objects.requireNonNullElse(json.start(), START);
            List<RuleTest.Check> checks = new ArrayList<>();
            each(path + ".alert_rule_test", json.checks(), (at, check) -> checks.addAll(checks(at, check)));
            checks.sort(Comparator.comparing(RuleTest.Check::at));
            if (checks.isEmpty()) {
                throw new Wrong(path + ".alert_rule_test", "is missing: say what is expected");
            }
            List<RuleTest.Input> inputs = new ArrayList<>();
            each(path + ".input_series", json.series(), (at, series) -> inputs.add(input(at, series)));
            List<Finding> anomalies = new ArrayList<>();
            each(path + ".input_anomalies", json.anomalies(), (at, one) -> anomalies.add(finding(at, one, start)));
            anomalies.sort(Comparator.comparing(Finding::time));
            String name = Objects.requireNonNullElse(json.name(), path);
            return new RuleTest(name, start, interval, inputs, anomalies, checks);
        }

        private static RuleTest.Input input(String path, TestJson.Series json) {
            InputSeries series = parsed(path + ".series", json.series(), InputSeries::parse);
            return new RuleTest.Input(series, parsed(path + ".values", json.values(), SeriesNotation::parse));
        }

        private static Finding finding(String path, TestJson.Anomaly json, Instant start) {
            InputSeries series = parsed(path + ".series", json.series(), InputSeries::parse);
            return new Finding(
                    new SeriesKey(TENANT, series.device(), series.metric()),
                    start.plus(duration(path + ".time", required(path + ".time", json.time()))),
                    Objects.requireNonNullElse(json.value(), 0.0),
                    required(path + ".score", json.score()),
                    Objects.requireNonNullElse(json.detector(), ""),
                    Objects.requireNonNullElse(json.reason(), "an anomaly of a test"));
        }

        private List<RuleTest.Check> checks(String path, TestJson.Check json) {
            Duration at = duration(path + ".eval_time", required(path + ".eval_time", json.time()));
            String rule = required(path + ".alertname", json.rule());
            List<RuleTest.Check> checks = new ArrayList<>();
            if (json.alerts() != null || json.pending() == null) {
                checks.add(new RuleTest.Check(tree.line(path), at, rule, false, expected(json.alerts())));
            }
            if (json.pending() != null) {
                checks.add(new RuleTest.Check(tree.line(path), at, rule, true, expected(json.pending())));
            }
            return checks;
        }

        private static List<RuleTest.Expected> expected(@Nullable List<TestJson.Expected> list) {
            return list == null
                    ? List.of()
                    : list.stream()
                            .map(one -> new RuleTest.Expected(
                                    Objects.requireNonNullElse(one.labels(), Map.of()),
                                    Objects.requireNonNullElse(one.annotations(), Map.of())))
                            .toList();
        }

        private interface Item<T> {
            void read(String path, T item);
        }

        private static <T> void each(String path, @Nullable List<T> list, Item<T> reader) {
            List<T> items = list == null ? List.of() : list;
            for (int i = 0; i < items.size(); i++) {
                String at = path + '[' + i + ']';
                reader.read(at, required(at, items.get(i)));
            }
        }

        private static <T> T parsed(String path, @Nullable String text, Function<String, T> parser) {
            try {
                return parser.apply(required(path, text));
            } catch (IllegalArgumentException e) {
                throw new Wrong(path, String.valueOf(e.getMessage()));
            }
        }

        private static Duration duration(String path, String text) {
            try {
                Duration duration = ShortDurations.parse(text).orElseGet(() -> Duration.parse(text));
                if (!duration.isNegative() && duration.compareTo(Duration.ofDays(3_660)) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // refused below, like one that is out of range
            }
            throw new Wrong(path, "must be a duration as in 90s, 5m or PT5M, but is '" + text + "'");
        }

        private static <T> T required(String path, @Nullable T value) {
            if (value == null) {
                throw new Wrong(path, "is missing");
            }
            return value;
        }
    }
}
