package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One condition that was met by one series, from its first bad reading to its end. Immutable; {@link #fired} and {@link
 * #resolved} give its next form.
 *
 * @param id made from rule, series and {@code startedAt}, so the same readings read twice give the same alert
 * @param ruleId the rule that opened it
 * @param ruleRevision the form of the rule that was judged by
 * @param kind of the rule: {@code threshold} or {@code anomaly}
 * @param value the value that brought the last change of state
 * @param summary one sentence for people
 * @param startedAt when the first reading that met the condition was measured
 * @param lastAt when the latest reading or finding that decided anything was measured
 * @param resolvedAt when the reading that ended it was measured
 * @param labels the device's labels with the rule's over them
 */
public record Alert(
        UUID id,
        UUID ruleId,
        long ruleRevision,
        String ruleName,
        String kind,
        Severity severity,
        SeriesKey series,
        AlertState state,
        double value,
        String summary,
        Instant startedAt,
        Instant lastAt,
        Optional<Instant> resolvedAt,
        Map<String, String> labels) {

    public Alert {
        labels = Map.copyOf(labels);
    }

    /** The alert that {@code first} opens. */
    static Alert begin(Rule rule, Observation first, AlertState state, String summary) {
        Map<String, String> labels = new HashMap<>(first.labels());
        labels.putAll(rule.labels());
        return new Alert(
                idOf(rule.id(), first),
                rule.id(),
                rule.revision(),
                rule.name(),
                rule.condition().kind(),
                rule.severity(),
                first.series(),
                state,
                first.value(),
                rule.annotations().getOrDefault("summary", summary),
                first.time(),
                first.time(),
                Optional.empty(),
                labels);
    }

    private static UUID idOf(UUID rule, Observation first) {
        SeriesKey series = first.series();
        String name = String.join(
                "/", rule.toString(), series.tenant(), series.device(), series.metric(), Long.toString(first.micros()));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The same alert, firing because of {@code last}. */
    Alert fired(Rule rule, Observation last, String newSummary) {
        return with(
                AlertState.FIRING,
                rule.revision(),
                last.value(),
                rule.annotations().getOrDefault("summary", newSummary),
                last.time(),
                Optional.empty());
    }

    /** The same alert, kept open by a further finding. */
    Alert seenAgain(Observation last) {
        return with(state, ruleRevision, value, summary, last.time(), Optional.empty());
    }

    /** The same alert, over since {@code end} with the value that ended it. */
    public Alert resolved(Instant end, double lastValue) {
        return with(AlertState.RESOLVED, ruleRevision, lastValue, summary, end, Optional.of(end));
    }

    private Alert with(
            AlertState newState,
            long revision,
            double newValue,
            String newSummary,
            Instant last,
            Optional<Instant> end) {
        return new Alert(
                id,
                ruleId,
                revision,
                ruleName,
                kind,
                severity,
                series,
                newState,
                newValue,
                newSummary,
                startedAt,
                last,
                end,
                labels);
    }
}
