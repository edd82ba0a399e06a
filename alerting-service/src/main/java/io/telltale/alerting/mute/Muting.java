package io.telltale.alerting.mute;

import io.telltale.alerting.routing.InhibitRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that mutes alerts of one tenant at one moment: the silences in force, and the firing alerts that inhibit others.
 * Cheap to ask: for each rule of inhibition sources are found by the values that must be equal.
 */
public final class Muting {

    /** An inhibition ends when its source does, which wakes whom it muted; this is only in case that was missed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final List<Silence> silences;
    private final List<Inhibition> inhibitions = new ArrayList<>();
    private final Instant now;

    /** A firing alert and its labels. */
    public record Source(UUID alert, Map<String, String> labels) {}

    private record Inhibition(InhibitRule rule, Map<List<String>, List<Source>> sources) {}

    /**
     * What mutes at {@code now}.
     *
     * @param silences of the tenant, in force or not
     * @param firing at least all alerts of the tenant that fire and are a source of some rule
     */
    public Muting(List<Silence> silences, List<InhibitRule> rules, List<Source> firing, Instant now) {
        this.silences = silences.stream().filter(s -> s.inForce(now)).toList();
        this.now = now;
        for (InhibitRule rule : rules) {
            Map<List<String>, List<Source>> sources = new HashMap<>();
            firing.stream().filter(source -> rule.isSource(source.labels)).forEach(source -> sources.computeIfAbsent(
                            equal(rule, source.labels), values -> new ArrayList<>())
                    .add(source));
            inhibitions.add(new Inhibition(rule, sources));
        }
    }

    private static List<String> equal(InhibitRule rule, Map<String, String> labels) {
        return rule.equal().stream()
                .map(label -> labels.getOrDefault(label, ""))
                .toList();
    }

    /** Whether and why an alert is muted; silences before inhibition. */
    public Optional<Mute> of(UUID alert, Map<String, String> labels) {
        List<Silence> silencing = silencing(labels);
        if (!silencing.isEmpty()) {
            Instant until = silencing.stream()
                    .map(s -> s.until(now))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return Optional.of(new Mute(
                    Mute.Kind.SILENCED,
                    silencing.stream().map(s -> s.id().toString()).toList(),
                    until));
        }
        List<String> inhibiting = inhibitedBy(alert, labels);
        return inhibiting.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mute(Mute.Kind.INHIBITED, inhibiting, now.plus(LOOK_AGAIN)));
    }

    /** Ids of the silences in force that match these labels. */
    public List<String> silencedBy(Map<String, String> labels) {
        return silencing(labels).stream().map(s -> s.id().toString()).toList();
    }

    private List<Silence> silencing(Map<String, String> labels) {
        return silences.stream().filter(s -> s.matches(labels)).toList();
    }

    /** Id of a firing alert that inhibits this one, the first for each rule that does. */
    public List<String> inhibitedBy(UUID alert, Map<String, String> labels) {
        List<String> by = new ArrayList<>();
        for (Inhibition inhibition : inhibitions) {
            inhibition.sources.getOrDefault(equal(inhibition.rule, labels), List.of()).stream()
                    .filter(source -> !source.alert.equals(alert) && inhibition.rule.mutes(source.labels, labels))
                    .findFirst()
                    .ifPresent(source -> by.add(source.alert.toString()));
        }
        return by;
    }
}
