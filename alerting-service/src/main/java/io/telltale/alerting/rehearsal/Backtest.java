package io.telltale.alerting.rehearsal;

import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks what a rule, and another version of it, would have raised over stored history.
 *
 * <p>Devices have the labels and profiles that they have now. History is in the order of time, so a reading that came late
 * is judged here as if it had come in time. What a rule must have seen before the time (windows, {@code for}) is read, too.
 * Blocks, and computes; any thread. Memory: a batch, the open alerts and windows, and what an {@link Outcome} keeps.
 */
public final class Backtest {

    /** Most alerts that are kept, and compared with those of the other version. */
    static final int MOST_KEPT = 10_000;

    private final History history;
    private final DeviceLabels labels;
    private final Wording wording;
    private final int maxSeries;
    private final Duration quiet;

    /**
     * Backtests over that history.
     *
     * @param maxSeries most series remembered by a version
     * @param quiet silence of the detectors that ends an anomaly alert
     */
    public Backtest(History history, DeviceLabels labels, Wording wording, int maxSeries, Duration quiet) {
        this.history = history;
        this.labels = labels;
        this.wording = wording;
        this.maxSeries = maxSeries;
        this.quiet = quiet;
    }

    /**
     * What to find out.
     *
     * @param token of whoever asks; history is read with it
     * @param against the version to compare with
     * @param from inclusive
     * @param to exclusive
     */
    record Question(String tenant, String token, Rule rule, Optional<Rule> against, Instant from, Instant to) {

        Stream<Rule> rules() {
            return Stream.concat(Stream.of(rule), against.stream());
        }
    }

    /**
     * What was found out.
     *
     * @param read how many readings or findings were judged, those of before the time with them
     */
    record Answer(long read, Outcome rule, Optional<Outcome> against) {

        Optional<Difference> difference() {
            return against.map(other -> Difference.of(rule.episodes(), other.episodes()));
        }
    }

    /** One version at work. */
    private static final class Version {

        private final Rehearsal rehearsal;
        private final Outcome outcome;

        Version(Rehearsal rehearsal, Outcome outcome) {
            this.rehearsal = rehearsal;
            this.outcome = outcome;
        }

        Outcome end() {
            rehearsal.firing().forEach(outcome::add);
            outcome.withdrew(rehearsal.withdrawn());
            return outcome;
        }
    }

    /**
     * Reads the history and judges it.
     *
     * @throws InvalidRuleException when a rule is of a kind that history cannot tell about
     * @throws HistoryException when history cannot be read
     */
    Answer run(Question question) {
        boolean findings = question.rules().allMatch(Backtest::ofFindings);
        if (!findings && question.rules().anyMatch(Backtest::ofFindings)) {
            throw new InvalidRuleException(
                    "against.kind",
                    "must be anomaly when rule is, and not when it is not: they are judged on other data");
        }
        Version rule = version(question, question.rule());
        Optional<Version> against = question.against().map(other -> version(question, other));
        List<Version> versions =
                Stream.concat(Stream.of(rule), against.stream()).toList();
        long read = findings ? find(question, versions) : read(question, versions);
        return new Answer(read, rule.end(), against.map(Version::end));
    }

    private Version version(Question question, Rule rule) {
        Outcome outcome = new Outcome(question.from(), question.to(), MOST_KEPT);
        return new Version(new Rehearsal(List.of(rule), maxSeries, labels, wording, quiet, outcome::add), outcome);
    }

    private long read(Question question, List<Version> versions) {
        long[] read = {0};
        Duration lead = question.rules().map(Backtest::leadIn).reduce(Duration.ZERO, Backtest::longer);
        history.readings(part(question, lead), batch -> {
            read[0] += batch.size();
            versions.forEach(version -> version.rehearsal.read(batch));
        });
        return read[0];
    }

    private long find(Question question, List<Version> versions) {
        List<Finding> findings = history.findings(part(question, quiet));
        for (Version version : versions) {
            findings.forEach(version.rehearsal::find);
            version.rehearsal.pass(question.to());
        }
        return findings.size();
    }

    private static History.Part part(Question question, Duration lead) {
        Set<Glob> metrics =
                question.rules().flatMap(Backtest::metrics).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Glob> devices =
                question.rules().map(rule -> rule.selector().device()).collect(Collectors.toSet());
        return new History.Part(
                question.tenant(),
                question.token(),
                metrics,
                devices.size() == 1 ? devices.iterator().next() : Glob.ANY,
                question.from().minus(lead),
                question.to());
    }

    private static Stream<Glob> metrics(Rule rule) {
        return rule.condition() instanceof Composite composite
                ? composite.parts().stream().map(part -> new Glob(part.metric()))
                : Stream.of(rule.selector().metric());
    }

    private static boolean ofFindings(Rule rule) {
        return switch (rule.condition()) {
            case Condition.OfReadings r -> false;
            case Condition.Anomaly a -> true;
            case Condition.NoData n -> throw cannot(rule, "the silence of a device leaves no reading to judge");
            case Condition.Presence p -> throw cannot(rule, "connections of devices are not kept");
        };
    }

    private static InvalidRuleException cannot(Rule rule, String why) {
        return new InvalidRuleException("kind", "is " + rule.condition().kind() + ", which has no backtest: " + why);
    }

    /** What a rule must have read before a reading to judge it as it would have live. */
    private static Duration leadIn(Rule rule) {
        return rule.condition().lookBack().plus(rule.hold()).plus(rule.keepFiring());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
