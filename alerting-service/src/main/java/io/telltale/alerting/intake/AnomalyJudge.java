package io.telltale.alerting.intake;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.alerting.alert.Lifecycle;
import io.telltale.alerting.alert.Micros;
import io.telltale.alerting.alert.Observation;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.DeviceTraits;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.store.AlertStore;
import io.telltale.alerting.store.StaleRulesException;
import io.telltale.alerting.store.StoreException;
import io.telltale.events.AnomalyFound;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Judges findings of the anomaly detectors by the anomaly rules. Its only state is the database, where rows are locked
 * while they are judged, so any number of replicas may do so at once. Blocks; any thread.
 */
final class AnomalyJudge {

    private static final int RACES = 5;

    private final AlertStore alerts;
    private final RuleCatalog rules;
    private final DeviceLabels labels;
    private final Wording wording;

    AnomalyJudge(AlertStore alerts, RuleCatalog rules, DeviceLabels labels, Wording wording) {
        this.alerts = alerts;
        this.rules = rules;
        this.labels = labels;
        this.wording = wording;
    }

    /** One rule asked about one finding. */
    private record Case(Rule rule, Condition.Anomaly condition, Observation finding, double score, String reason) {

        Key key() {
            return new Key(rule.id(), finding.series());
        }
    }

    private record Key(UUID rule, SeriesKey series) {}

    /** Judges findings and commits what they brought; a race lost to another replica or a change of rules is run again. */
    List<Transition> judge(List<AnomalyFound> findings) throws StaleRulesException {
        for (int race = 1; ; race++) {
            List<Case> cases = cases(findings);
            if (cases.isEmpty()) {
                return List.of();
            }
            try {
                return alerts.judge(latest -> judge(latest, cases));
            } catch (StoreException e) {
                if (!e.raced() || race == RACES) {
                    throw e;
                }
            } catch (StaleRulesException e) {
                if (race == RACES) {
                    throw e;
                }
                rules.reload();
            }
        }
    }

    /** Resolves the alerts that had no further finding for {@code quiet}. */
    List<Transition> endQuiet(Duration quiet) {
        return alerts.endQuiet(quiet, alert -> Lifecycle.afterQuiet(alert, quiet));
    }

    private List<Case> cases(List<AnomalyFound> findings) {
        List<Case> cases = new ArrayList<>();
        for (AnomalyFound found : findings) {
            DeviceTraits traits = labels.traits(found.tenant(), found.device());
            SeriesKey series = new SeriesKey(found.tenant(), found.device(), found.metric());
            Observation finding = new Observation(series, Micros.of(found.time()), found.value(), traits.labels());
            for (Rule rule : rules.current().forFindings(series.tenant(), series.device(), series.metric(), traits)) {
                Condition.Anomaly condition = (Condition.Anomaly) rule.condition();
                if (condition.detector().map(found.detector()::equals).orElse(true)) {
                    cases.add(new Case(rule, condition, finding, found.score(), found.reason()));
                }
            }
        }
        // Every replica locks in the same order, so that two of them never wait for each other.
        cases.sort(Comparator.comparing((Case c) -> c.rule.id())
                .thenComparing(c -> c.finding.series().device())
                .thenComparing(c -> c.finding.series().metric())
                .thenComparing(c -> c.finding.micros()));
        return cases;
    }

    private List<Transition> judge(AlertStore.Latest stored, List<Case> cases) {
        Map<Key, Optional<Alert>> latest = new HashMap<>();
        List<Transition> transitions = new ArrayList<>();
        for (Case c : cases) {
            Optional<Alert> before = latest.computeIfAbsent(c.key(), key -> stored.of(key.rule(), key.series()));
            switch (Lifecycle.onFinding(c.rule, c.condition, before, c.finding, c.score, c.reason, wording)) {
                case Transition.Fired fired -> {
                    latest.put(c.key(), Optional.of(fired.alert()));
                    transitions.add(fired);
                }
                case Transition.Prolonged prolonged -> {
                    latest.put(c.key(), Optional.of(prolonged.alert()));
                    transitions.add(prolonged);
                }
                case Transition.None none -> {}
                case Transition.Escalated e -> throw impossible(e);
                case Transition.Eased e -> throw impossible(e);
                case Transition.Pended p -> throw impossible(p);
                case Transition.Resolved r -> throw impossible(r);
                case Transition.Withdrawn w -> throw impossible(w);
            }
        }
        return transitions;
    }

    private static IllegalStateException impossible(Transition transition) {
        return new IllegalStateException("a finding cannot bring " + transition);
    }
}
