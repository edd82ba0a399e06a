package io.telltale.alerting.ruletest;

import io.telltale.alerting.rehearsal.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One test of rules: what goes in, and what is expected when.
 *
 * @param interval time between values of a series
 * @param anomalies in the order of time
 * @param checks in the order of time
 */
record RuleTest(
        String name,
        Instant start,
        Duration interval,
        List<Input> inputs,
        List<Finding> anomalies,
        List<Check> checks) {

    RuleTest {
        inputs = List.copyOf(inputs);
        anomalies = List.copyOf(anomalies);
        checks = List.copyOf(checks);
    }

    /** Readings that go in; NaN is none. */
    record Input(InputSeries series, double[] values) {}

    /**
     * All alerts of a rule that fire, or are pending, at a time from the start on.
     *
     * @param line where it is written
     */
    record Check(int line, Duration at, String rule, boolean pending, List<Expected> expected) {}

    /** An alert that has these labels and annotations, and maybe others. */
    record Expected(Map<String, String> labels, Map<String, String> annotations) {}
}
