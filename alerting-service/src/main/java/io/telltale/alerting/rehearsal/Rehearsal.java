package io.telltale.alerting.rehearsal;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertBook;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.alerting.alert.Lifecycle;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.Observation;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.DeviceTraits;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Rules that are judged without consequences: readings go through an {@link AlertBook} and findings through {@link
 * Lifecycle}, as they do live; the alerts that come of it are kept here instead of in the database.
 *
 * <p>For one thread. Holds the alerts that are open, and of each series as much as a shard does live.
 */
public final class Rehearsal {

    private final RuleSet rules;
    private final DeviceLabels labels;
    private final Wording wording;
    private final Duration quiet;
    private final Consumer<Episode> over;
    private final AlertBook book;
    private final Map<UUID, Open> open = new LinkedHashMap<>();
    private final Map<Key, Alert> latestFound = new HashMap<>();
    private long withdrawn;

    /**
     * A rehearsal that has read nothing.
     *
     * @param maxSeries most series remembered
     * @param quiet silence of the detectors that ends an anomaly alert
     * @param over gets each alert that fired, when it has ended
     */
    public Rehearsal(
            Collection<Rule> rules,
            int maxSeries,
            DeviceLabels labels,
            Wording wording,
            Duration quiet,
            Consumer<Episode> over) {
        this.rules = new RuleSet(rules.stream().map(Rule::inForce).toList());
        this.labels = labels;
        this.wording = wording;
        this.quiet = quiet;
        this.over = over;
        this.book = new AlertBook(maxSeries, labels, wording);
    }

    private record Key(UUID rule, SeriesKey series) {}

    /** An alert that is pending, or has fired since. */
    private record Open(Alert alert, Optional<Instant> firedAt, Severity worst) {

        Open now(Alert changed) {
            Severity worse = changed.severity().compareTo(worst) > 0 ? changed.severity() : worst;
            return new Open(changed, firedAt, worse);
        }

        Optional<Episode> episode() {
            return firedAt.map(at -> new Episode(alert, at, worst));
        }
    }

    /** Judges readings; those of a series come in the order of time. */
    public void read(ReadingBatch batch) {
        book.read(rules, batch).forEach(this::take);
    }

    /** Judges a finding that is not older than those before it. */
    public void find(Finding finding) {
        pass(finding.time());
        SeriesKey series = finding.series();
        DeviceTraits traits = labels.traits(series.tenant(), series.device());
        Observation seen = new Observation(series, Micros.of(finding.time()), finding.value(), traits.labels());
        for (Rule rule : rules.forFindings(series.tenant(), series.device(), series.metric(), traits)) {
            Condition.Anomaly condition = (Condition.Anomaly) rule.condition();
            if (condition.detector().map(finding.detector()::equals).orElse(true)) {
                Optional<Alert> latest = Optional.ofNullable(latestFound.get(new Key(rule.id(), series)));
                take(Lifecycle.onFinding(rule, condition, latest, seen, finding.score(), finding.reason(), wording));
            }
        }
    }

    /** Ends the anomaly alerts that had no finding for so long by now. */
    public void pass(Instant now) {
        List<Alert> ended = latestFound.values().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .filter(alert -> !alert.lastAt().plus(quiet).isAfter(now))
                .toList();
        ended.forEach(alert -> take(Lifecycle.afterQuiet(alert, quiet)));
    }

    /** The alerts that are pending or firing now. */
    public List<Alert> open() {
        return open.values().stream().map(Open::alert).toList();
    }

    /** Those that have fired and not ended, the earliest first. */
    public List<Episode> firing() {
        return open.values().stream()
                .flatMap(one -> one.episode().stream())
                .sorted(Comparator.comparing(Episode::firedAt))
                .toList();
    }

    /** How many were pending and ended before they fired. */
    public long withdrawn() {
        return withdrawn;
    }

    private void take(Transition transition) {
        switch (transition) {
            case Transition.None n -> {}
            case Transition.Pended p -> open.put(p.alert().id(), opened(p.alert(), Optional.empty()));
            case Transition.Fired f ->
                open.put(f.alert().id(), opened(f.alert(), Optional.of(f.alert().lastAt())));
            case Transition.Escalated e -> changed(e.alert());
            case Transition.Eased e -> changed(e.alert());
            case Transition.Prolonged p -> changed(p.alert());
            case Transition.Resolved r -> ended(r.alert());
            case Transition.Withdrawn w -> {
                open.remove(w.alert().id());
                withdrawn++;
            }
        }
    }

    private Open opened(Alert alert, Optional<Instant> firedAt) {
        remember(alert);
        return new Open(alert, firedAt, alert.severity());
    }

    private void changed(Alert alert) {
        remember(alert);
        open.computeIfPresent(alert.id(), (id, before) -> before.now(alert));
    }

    private void ended(Alert alert) {
        remember(alert);
        Open before = open.remove(alert.id());
        if (before != null) {
            before.now(alert).episode().ifPresent(over);
        }
    }

    private void remember(Alert alert) {
        if (rules.find(alert.ruleId())
                .filter(rule -> rule.condition() instanceof Condition.Anomaly)
                .isPresent()) {
            latestFound.put(new Key(alert.ruleId(), alert.series()), alert);
        }
    }
}
