package io.telltale.alerting.absence;

import io.telltale.alerting.absence.AbsenceJudge.Absence;
import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.alert.Lifecycle;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.Observation;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.alerting.store.AbsenceStore;
import io.telltale.alerting.store.AbsenceStore.Open;
import io.telltale.alerting.store.AbsenceStore.View;
import io.telltale.alerting.store.AbsenceStore.Waiting;
import io.telltale.alerting.store.PresenceStore.Heard;
import io.telltale.events.DeviceEntry;
import io.telltale.events.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One turn of judging: what is absent now against the alerts that are open. What is absent and has none begins one, what has one
 * and is absent no more ends it, so a turn that is lost or repeated changes nothing.
 */
final class AbsenceTurn implements AbsenceStore.Judge {

    private final Instant now;
    private final RuleSet rules;
    private final Collection<DeviceEntry> devices;
    private final int most;
    private final Wording wording;
    private final Map<String, Fleet> fleets = new HashMap<>();

    /**
     * A turn at a moment.
     *
     * @param most transitions at once; the others are for the next turn
     */
    AbsenceTurn(Instant now, RuleSet rules, Collection<DeviceEntry> devices, int most, Wording wording) {
        this.now = now;
        this.rules = rules;
        this.devices = devices;
        this.most = most;
        this.wording = wording;
    }

    /** The rules that are judged here. */
    static List<Rule> onAbsence(RuleSet rules) {
        return rules.rules().stream()
                .filter(rule ->
                        rule.condition() instanceof Condition.NoData || rule.condition() instanceof Condition.Presence)
                .toList();
    }

    @Override
    public List<Transition> judge(View view) {
        List<Rule> judged = onAbsence(rules);
        Map<UUID, Waiting> waiting = view.waiting(judged.stream().map(Rule::id).toList());
        Map<UUID, Map<SeriesKey, Open>> open = new HashMap<>();
        view.open().forEach(o -> open.computeIfAbsent(o.rule(), r -> new HashMap<>())
                .put(o.series(), o));
        List<Transition> transitions = new ArrayList<>();
        List<Open> over = new ArrayList<>();
        for (Rule rule : judged) {
            Fleet fleet = fleets.computeIfAbsent(rule.tenant(), tenant -> fleet(view, tenant));
            Waiting since = waiting.get(rule.id());
            if (since != null) {
                Map<SeriesKey, Absence> absent = AbsenceJudge.absent(rule, since, fleet);
                Map<SeriesKey, Open> ofRule = open.getOrDefault(rule.id(), Map.of());
                begin(rule, absent, ofRule.keySet(), fleet, transitions);
                ofRule.values().stream()
                        .filter(o -> !absent.containsKey(o.series()))
                        .forEach(over::add);
            }
        }
        end(view, over, transitions);
        return transitions;
    }

    private void begin(
            Rule rule, Map<SeriesKey, Absence> absent, Set<SeriesKey> open, Fleet fleet, List<Transition> transitions) {
        Map<String, DeviceEntry> entries = new HashMap<>();
        fleet.devices().forEach(device -> entries.put(device.device(), device));
        absent.entrySet().stream()
                .filter(a -> !open.contains(a.getKey()))
                .sorted(Comparator.comparing((Map.Entry<SeriesKey, Absence> a) ->
                                behind(entries.get(a.getKey().device())))
                        .thenComparing(a -> a.getKey().device())
                        .thenComparing(a -> a.getKey().metric()))
                .limit(most - transitions.size())
                .forEach(a -> transitions.add(fired(
                        rule, a.getKey(), a.getValue(), entries.get(a.getKey().device()))));
    }

    /** Gateways come first: their alerts inhibit those of the devices behind them. */
    private static boolean behind(@Nullable DeviceEntry device) {
        return device == null || !device.gateway();
    }

    private Transition fired(Rule rule, SeriesKey series, Absence absence, @Nullable DeviceEntry device) {
        Map<String, String> labels = device == null ? Map.of() : device.labels();
        Observation seen = new Observation(series, Micros.of(now), absence.value(), labels);
        return new Transition.Fired(Alert.begin(rule, seen, AlertState.FIRING, absence.summary(), wording));
    }

    /** By their ids one after the other, as everybody locks alerts. */
    private void end(View view, List<Open> over, List<Transition> transitions) {
        over.stream()
                .sorted(Comparator.comparing(Open::id))
                .limit(most - transitions.size())
                .forEach(o -> view.alert(o)
                        .filter(alert -> alert.state() != AlertState.RESOLVED)
                        .ifPresent(alert -> transitions.add(Lifecycle.whenUnwatched(alert, now))));
    }

    private Fleet fleet(View view, String tenant) {
        List<DeviceEntry> own = devices.stream()
                .filter(device -> device.enabled() && device.tenant().equals(tenant))
                .toList();
        Map<String, Heard> heard = view.heard(tenant);
        Set<String> unknown = new HashSet<>();
        own.forEach(device -> unknown.add(device.device()));
        Set<String> removed = new HashSet<>(heard.keySet());
        removed.removeAll(unknown);
        unknown.removeAll(heard.keySet());
        if (!unknown.isEmpty()) {
            view.await(tenant, unknown);
        }
        if (!removed.isEmpty()) {
            view.forget(tenant, removed);
        }
        return new Fleet(now, own, view.connections(tenant), heard, view.series(tenant), view.listened());
    }
}
