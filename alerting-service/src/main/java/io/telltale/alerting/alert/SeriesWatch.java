package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.DeviceTraits;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.events.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One series: its newest reading, the rules that look at it with what they remember, and their open alerts. A composite and its
 * alerts are with the series of its first part; readings of its other parts are handed there. For the shard's thread only.
 */
final class SeriesWatch {

    private final SeriesKey key;
    private final Lane lane;
    private final Map<UUID, Alert> open = new HashMap<>(4);
    private long newest;
    private boolean dirty;
    private int weight;
    private RuleSet compiledFrom = RuleSet.EMPTY;
    private DeviceTraits compiledFor = DeviceTraits.NONE;
    private DeviceTraits traits = DeviceTraits.NONE;
    private List<RuleWatch> rules = List.of();
    private List<Composite> elsewhere = List.of();
    private Map<UUID, MemoryBytes.Written> written = Map.of();
    private boolean endsDue;

    SeriesWatch(SeriesKey key, long newest, Lane lane) {
        this.key = key;
        this.newest = newest;
        this.lane = lane;
    }

    /** Where the series of the same device are found. */
    interface Lane {

        SeriesWatch of(SeriesKey key);

        /** The watch remembers something new. */
        void remembers(SeriesWatch watch);

        Wording wording();
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
        return !rules.isEmpty() || !elsewhere.isEmpty();
    }

    void forgetAlerts() {
        open.clear();
    }

    void restore(Alert alert) {
        open.put(alert.ruleId(), alert);
    }

    /** Takes up what was saved, once the rules are known. */
    void restore(byte[] memory) {
        written = MemoryBytes.read(memory);
    }

    byte[] memory() {
        return MemoryBytes.of(rules);
    }

    /** By how many cells its memory has grown since it was asked last. */
    int grown() {
        int before = weight;
        weight = 0;
        for (RuleWatch watch : rules) {
            weight += watch.cells();
        }
        return weight - before;
    }

    /** Cells it had when {@link #grown} was asked last. */
    int weight() {
        return weight;
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
        refold(current, micros, value);
        endUnwatched(micros, changes);
        for (RuleWatch watch : rules) {
            judge(watch, micros, value, changes);
        }
        for (Composite composite : elsewhere) {
            SeriesWatch home = home(composite);
            home.endUnwatched(micros, changes);
            for (RuleWatch watch : home.rules) {
                if (watch.rule().condition().equals(composite)) {
                    home.judge(watch, micros, value, changes);
                }
            }
        }
    }

    /** Lets the rules remember a reading without judging it; one that they remember already changes nothing. */
    void refold(RuleSet current, long micros, double value) {
        follow(current);
        boolean folded = false;
        for (RuleWatch watch : rules) {
            folded |= watch.fold(key.metric(), micros, value);
        }
        if (folded) {
            lane.remembers(this);
        }
        for (Composite composite : elsewhere) {
            home(composite).refoldPart(current, composite, key.metric(), micros, value);
        }
    }

    private void refoldPart(RuleSet current, Composite composite, String metric, long micros, double value) {
        follow(current);
        boolean folded = false;
        for (RuleWatch watch : rules) {
            folded |= watch.rule().condition().equals(composite) && watch.fold(metric, micros, value);
        }
        if (folded) {
            lane.remembers(this);
        }
    }

    private SeriesWatch home(Composite composite) {
        return lane.of(new SeriesKey(key.tenant(), key.device(), composite.home()));
    }

    private void judge(RuleWatch watch, long micros, double value, List<Transition> changes) {
        double result = watch.result(value);
        if (Double.isNaN(result) || (open.isEmpty() && watch.good(result))) {
            return;
        }
        Observation reading = new Observation(key, watch.time(micros), value, traits.labels());
        Transition transition = watch.judge(open.get(watch.rule().id()), reading, result, lane.wording());
        remember(transition);
        if (transition != Transition.NONE) {
            changes.add(transition);
        }
    }

    private void follow(RuleSet current) {
        if (compiledFrom != current || compiledFor != traits) {
            compile(current);
        }
    }

    private void compile(RuleSet current) {
        compiledFrom = current;
        compiledFor = traits;
        List<RuleWatch> here = new ArrayList<>();
        List<Composite> there = new ArrayList<>();
        for (Rule rule : current.forSeries(key.tenant(), key.device(), key.metric(), traits)) {
            if (rule.condition() instanceof Composite c && !c.home().equals(key.metric())) {
                if (!there.contains(c)) {
                    there.add(c);
                }
            } else {
                here.add(RuleWatch.of(rule, rules, Optional.ofNullable(written.get(rule.id()))));
            }
        }
        boolean forgets = !written.isEmpty() || remembers();
        rules = List.copyOf(here);
        elsewhere = List.copyOf(there);
        written = Map.of();
        endsDue = true;
        if (forgets && !remembers()) {
            // What is saved of it is of no use to anybody any more.
            lane.remembers(this);
        }
    }

    private boolean remembers() {
        return rules.stream().anyMatch(watch -> watch.memory() != null);
    }

    /** Ends the alerts whose rules do not look here any more. */
    private void endUnwatched(long micros, List<Transition> changes) {
        if (!endsDue) {
            return;
        }
        endsDue = false;
        for (Alert alert : List.copyOf(open.values())) {
            if (rules.stream().noneMatch(watch -> watch.rule().id().equals(alert.ruleId()))) {
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
