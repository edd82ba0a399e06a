package io.telltale.alerting.ruletest;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.rehearsal.Episode;
import io.telltale.alerting.rehearsal.Rehearsal;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.wording.QuteWording;
import io.telltale.events.ReadingBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs the tests of a file. Any thread; nothing is kept between two tests. */
public final class RuleTestRun {

    private static final Duration QUIET = Duration.ofMinutes(10);

    private final Map<String, Rule> rules;

    /** Tests of these rules; no name stands twice. */
    public RuleTestRun(List<Rule> rules) {
        this.rules = rules.stream().collect(Collectors.toMap(Rule::name, Function.identity()));
    }

    /**
     * How a test went.
     *
     * @param failures what was not as expected; empty when it passed
     */
    public record Result(String name, List<Failure> failures) {}

    /** What was not as expected, in lines for people. */
    public record Failure(int line, String what, List<String> difference) {}

    /** Runs every test of a file, in its order. */
    public List<Result> run(RuleTestFile file) {
        return file.tests().stream()
                .map(test -> new Result(test.name(), new Run(test).failures()))
                .toList();
    }

    /** One test. */
    private final class Run {

        private final RuleTest test;
        private final List<Episode> over = new ArrayList<>();
        private final Rehearsal rehearsal;
        private final List<Failure> failures = new ArrayList<>();
        private int nextReading;
        private int nextFinding;

        Run(RuleTest test) {
            this.test = test;
            TestedDevices devices = new TestedDevices(
                    test.inputs().stream().map(RuleTest.Input::series).toList());
            this.rehearsal =
                    new Rehearsal(rules.values(), Integer.MAX_VALUE, devices, new QuteWording(), QUIET, over::add);
        }

        List<Failure> failures() {
            for (RuleTest.Check check : test.checks()) {
                Rule rule = rules.get(check.rule());
                if (rule == null) {
                    fail(check, List.of("there is no such rule in rule_files"));
                } else if (rule.condition() instanceof Condition.NoData
                        || rule.condition() instanceof Condition.Presence) {
                    fail(
                            check,
                            List.of("is of kind " + rule.condition().kind()
                                    + ", which readings do not decide: no test"));
                } else {
                    readUntil(test.start().plus(check.at()));
                    check(check);
                }
            }
            return failures;
        }

        private void check(RuleTest.Check check) {
            AlertState state = check.pending() ? AlertState.PENDING : AlertState.FIRING;
            List<Alert> alerts = rehearsal.open().stream()
                    .filter(alert -> alert.ruleName().equals(check.rule()) && alert.state() == state)
                    .toList();
            List<String> difference = new Comparing(alerts, check.expected(), state).difference();
            if (!difference.isEmpty()) {
                List<String> lines = new ArrayList<>(difference);
                lines.addAll(sofar(check.rule()));
                fail(check, lines);
            }
        }

        private void fail(RuleTest.Check check, List<String> difference) {
            String what = "at " + Comparing.time(check.at()) + ", '" + check.rule() + "'";
            failures.add(new Failure(check.line(), what, difference));
        }

        /** What the rule's alerts have done until now. */
        private List<String> sofar(String rule) {
            List<Episode> all = new ArrayList<>(over);
            all.addAll(rehearsal.firing());
            List<String> lines = all.stream()
                    .filter(episode -> episode.alert().ruleName().equals(rule))
                    .map(episode -> "  " + episode.series().device() + ' '
                            + episode.series().metric() + ' ' + episode.worst().wire() + ": fired at "
                            + Comparing.time(Duration.between(test.start(), episode.firedAt()))
                            + episode.resolvedAt()
                                    .map(end -> ", ended at " + Comparing.time(Duration.between(test.start(), end)))
                                    .orElse(", has not ended"))
                    .toList();
            List<String> said = new ArrayList<>();
            said.add(lines.isEmpty() ? "until then it has not fired" : "until then:");
            said.addAll(lines);
            return said;
        }

        private void readUntil(Instant end) {
            while (true) {
                Instant reading = nextReading < length() ? at(nextReading) : Instant.MAX;
                Instant finding = nextFinding < test.anomalies().size()
                        ? test.anomalies().get(nextFinding).time()
                        : Instant.MAX;
                if (reading.isAfter(end) && finding.isAfter(end)) {
                    rehearsal.pass(end);
                    return;
                }
                if (reading.isAfter(finding)) {
                    rehearsal.find(test.anomalies().get(nextFinding++));
                } else {
                    rehearsal.read(readings(nextReading++));
                }
            }
        }

        private Instant at(int i) {
            return test.start().plus(test.interval().multipliedBy(i));
        }

        private int length() {
            return test.inputs().stream()
                    .mapToInt(input -> input.values().length)
                    .max()
                    .orElse(0);
        }

        private ReadingBatch readings(int i) {
            ReadingBatch.Builder batch = ReadingBatch.builder(0);
            for (RuleTest.Input input : test.inputs()) {
                if (i < input.values().length && !Double.isNaN(input.values()[i])) {
                    InputSeries series = input.series();
                    batch.add(
                            RuleTestFile.TENANT, series.device(), series.metric(), Micros.of(at(i)), input.values()[i]);
                }
            }
            return batch.build();
        }
    }
}
