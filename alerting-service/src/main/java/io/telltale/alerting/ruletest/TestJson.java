package io.telltale.alerting.ruletest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of tests as it is written; the words are promtool's, where it has one.
 *
 * @param ruleFiles files of rules, from the folder of this one on
 * @param interval time between values of a series, when a test has none of its own; 1m when left out
 */
record TestJson(
        @JsonProperty("rule_files") @Nullable List<String> ruleFiles,
        @Nullable String interval,
        @Nullable List<Case> tests) {

    /**
     * One test.
     *
     * @param start when the first values are measured; all other times are counted from it
     * @param series readings that go in
     * @param anomalies findings of the detectors that go in
     */
    record Case(
            @Nullable String name,
            @Nullable String interval,
            @Nullable Instant start,
            @JsonProperty("input_series") @Nullable List<Series> series,
            @JsonProperty("input_anomalies") @Nullable List<Anomaly> anomalies,
            @JsonProperty("alert_rule_test") @Nullable List<Check> checks) {}

    /** A series and its values. */
    record Series(@Nullable String series, @Nullable String values) {}

    /** A finding of the detectors. */
    record Anomaly(
            @Nullable String series,
            @Nullable String time,
            @Nullable Double score,
            @Nullable String detector,
            @Nullable Double value,
            @Nullable String reason) {}

    /**
     * What is expected of a rule at a time.
     *
     * @param alerts all its alerts that fire then
     * @param pending all its alerts that are pending then; not looked at when left out
     */
    record Check(
            @JsonProperty("eval_time") @Nullable String time,
            @JsonProperty("alertname") @Nullable String rule,
            @JsonProperty("exp_alerts") @Nullable List<Expected> alerts,
            @JsonProperty("exp_pending") @Nullable List<Expected> pending) {}

    /** An alert that has these labels and annotations, and maybe others. */
    record Expected(
            @JsonProperty("exp_labels") @Nullable Map<String, String> labels,
            @JsonProperty("exp_annotations") @Nullable Map<String, String> annotations) {}
}
