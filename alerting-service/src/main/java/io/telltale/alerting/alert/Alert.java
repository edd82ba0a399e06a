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
 * One condition that was met by one series, from its first bad reading to its end. Immutable; {@link #firing} and {@link
 * #resolved} give its next form.
 *
 * @param id made from rule, series and {@code startedAt}, so the same readings read twice give the same alert
 * @param ruleId the rule that opened it
 * @param ruleRevision the form of the rule that was judged by
 * @param kind of the rule, such as {@code threshold}
 * @param severity of the level that it is at
 * @param value the value that brought the last change of state or severity: that of a reading, or what a window came to
 * @param summary one sentence for people
 * @param startedAt when the first reading that met the condition was measured
 * @param lastAt when the latest reading or finding that decided anything was measured
 * @param clearedAt since when the condition is over, while the rule keeps it firing nevertheless
 * @param resolvedAt when the reading that ended it was measured
 * @param labels the device's labels with the rule's over them
 * @param annotations the rule's, as they read at the last change of state or severity
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
        Optional<Instant> clearedAt,
        Optional<Instant> resolvedAt,
        Map<String, String> labels,
        Map<String, String> annotations) {

    private static final String SUMMARY = "summary";

    public Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** An alert of a rule that has no annotations and does not keep it firing. */
    public Alert(
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
        this(
                id,
                ruleId,
                ruleRevision,
                ruleName,
                kind,
                severity,
                series,
                state,
                value,
                summary,
                startedAt,
                lastAt,
                Optional.empty(),
                resolvedAt,
                labels,
                Map.of());
    }

    /**
     * The alert that {@code first} opens.
     *
     * @param value what is bad: that of the reading, or what a window came to
     * @param sentence the alert's summary, unless the rule brings its own
     */
    public static Alert begin(
            Rule rule,
            Severity severity,
            Observation first,
            double value,
            AlertState state,
            String sentence,
            Wording wording) {
        Wording.Facts facts = new Wording.Facts(rule.name(), first.series(), severity, value, sentence, first.labels());
        Map<String, String> labels = new HashMap<>(first.labels());
        labels.putAll(wording.labels(rule.labels(), facts));
        Map<String, String> annotations = wording.annotations(rule.annotations(), facts);
        return new Alert(
                idOf(rule.id(), first),
                rule.id(),
                rule.revision(),
                rule.name(),
                rule.condition().kind(),
                severity,
                first.series(),
                state,
                value,
                annotations.getOrDefault(SUMMARY, sentence),
                first.time(),
                first.time(),
                Optional.empty(),
                Optional.empty(),
                labels,
                annotations);
    }

    /** The alert that {@code first} opens with the rule's own severity and the value that was observed. */
    public static Alert begin(Rule rule, Observation first, AlertState state, String sentence, Wording wording) {
        return begin(rule, rule.severity(), first, first.value(), state, sentence, wording);
    }

    private static UUID idOf(UUID rule, Observation first) {
        SeriesKey series = first.series();
        String name = String.join(
                "/", rule.toString(), series.tenant(), series.device(), series.metric(), Long.toString(first.micros()));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The same alert, firing at this severity because of {@code last}. */
    Alert firing(Rule rule, Severity now, Observation last, double newValue, String sentence, Wording wording) {
        Wording.Facts facts = new Wording.Facts(rule.name(), series, now, newValue, sentence, labels);
        Map<String, String> words = wording.annotations(rule.annotations(), facts);
        return new Alert(
                id,
                ruleId,
                rule.revision(),
                ruleName,
                kind,
                now,
                series,
                AlertState.FIRING,
                newValue,
                words.getOrDefault(SUMMARY, sentence),
                startedAt,
                last.time(),
                Optional.empty(),
                Optional.empty(),
                labels,
                words);
    }

    /** The same alert, kept open by a further finding. */
    Alert seenAgain(Observation last) {
        return with(state, value, last.time(), clearedAt, Optional.empty());
    }

    /** The same alert, kept firing though its condition is over since {@code since}; empty when it is met again. */
    Alert lingering(Optional<Instant> since, Instant last) {
        return with(state, value, last, since, Optional.empty());
    }

    /** The same alert, over since {@code end} with the value that ended it. */
    public Alert resolved(Instant end, double lastValue) {
        return with(AlertState.RESOLVED, lastValue, end, clearedAt, Optional.of(end));
    }

    /** An alert that is over, as it was when it fired at {@code at}. */
    public Alert asItFired(Severity then, Instant at, double firedWith, String sentence) {
        return new Alert(
                id,
                ruleId,
                ruleRevision,
                ruleName,
                kind,
                then,
                series,
                AlertState.FIRING,
                firedWith,
                sentence,
                startedAt,
                at,
                Optional.empty(),
                Optional.empty(),
                labels,
                annotations);
    }

    private Alert with(
            AlertState newState, double newValue, Instant last, Optional<Instant> cleared, Optional<Instant> end) {
        return new Alert(
                id,
                ruleId,
                ruleRevision,
                ruleName,
                kind,
                severity,
                series,
                newState,
                newValue,
                summary,
                startedAt,
                last,
                cleared,
                end,
                labels,
                annotations);
    }
}
