package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.DeviceTraits;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.events.SeriesKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One series: its newest reading, the rules that look at it, and their open alerts. For the shard's thread only. */
final class SeriesWatch {

    private final SeriesKey key;
    private final Wording wording;
    private final Map<UUID, Alert> open = new HashMap<>(4);
    private long newest;
    private boolean dirty;
    private RuleSet compiledFrom = RuleSet.EMPTY;
    private DeviceTraits compiledFor = DeviceTraits.NONE;
    private DeviceTraits traits = DeviceTraits.NONE;
    private List<Rule> rules = List.of();

    SeriesWatch(SeriesKey key, long newest, Wording wording) {
        this.key = key;
        this.newest = newest;
        this.wording = wording;
    }

    SeriesKey key() {
        return key;
    }

    long newest() {
        return newest;
    }

    boolean hasOpenAlerts() {
        return !open.isEmpty();
    }

    /** Whether any rule looked at the latest reading. */
    boolean watched() {
        return !rules.isEmpty();
    }

    void forgetAlerts() {
        open.clear();
    }

    void restore(Alert alert) {
        open.put(alert.ruleId(), alert);
    }

    /** Whether this is the first change since {@link #saved}. */
    boolean markDirty() {
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    void saved() {
        dirty = false;
    }

    /** What its device is from now on; nothing is compiled anew while the labels are the same object. */
    void carry(Map<String, String> labels, Optional<String> profile) {
        if (traits.labels() != labels || !traits.profile().equals(profile)) {
            traits = new DeviceTraits(profile, labels);
        }
    }

    /** Judges one reading that is newer than all before it; what it brought is added to {@code changes}. */
    void read(RuleSet current, long micros, double value, List<Transition> changes) {
        newest = micros;
        if (compiledFrom != current || compiledFor != traits) {
            compile(current, micros, changes);
        }
        if (rules.isEmpty()) {
            return;
        }
        Observation reading = new Observation(key, micros, value, traits.labels());
        for (Rule rule : rules) {
            Condition.OfReadings condition = (Condition.OfReadings) rule.condition();
            Transition transition = Lifecycle.onReading(rule, condition, open.get(rule.id()), reading, value, wording);
            remember(transition);
            if (transition != Transition.NONE) {
                changes.add(transition);
            }
        }
    }

    private void compile(RuleSet current, long micros, List<Transition> changes) {
        compiledFrom = current;
        compiledFor = traits;
        rules = current.forSeries(key.tenant(), key.device(), key.metric(), traits).stream()
                .filter(rule -> rule.condition() instanceof Condition.Threshold)
                .toList();
        for (Alert alert : List.copyOf(open.values())) {
            if (rules.stream().noneMatch(rule -> rule.id().equals(alert.ruleId()))) {
                Transition end = Lifecycle.whenUnwatched(alert, Micros.toInstant(micros));
                remember(end);
                changes.add(end);
            }
        }
    }

    private void remember(Transition transition) {
        switch (transition) {
            case Transition.None n -> {}
            case Transition.Pended p -> restore(p.alert());
            case Transition.Fired f -> restore(f.alert());
            case Transition.Escalated e -> restore(e.alert());
            case Transition.Eased e -> restore(e.alert());
            case Transition.Prolonged p -> restore(p.alert());
            case Transition.Resolved r -> open.remove(r.alert().ruleId());
            case Transition.Withdrawn w -> open.remove(w.alert().ruleId());
        }
    }
}
