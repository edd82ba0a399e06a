package io.telltale.alerting.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All enabled rules at one moment, indexed by tenant and metric. Immutable, so any number of threads may look.
 *
 * <p>A series without a rule costs two hash look-ups; one with rules costs a match of its metric's rules once, because
 * the reader keeps what {@link #forSeries} returned for as long as this very set and the device's labels stand.
 */
public final class RuleSet {

    /** No rules. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private final Map<UUID, Rule> byId = new HashMap<>();
    private final Map<String, Map<String, List<Rule>>> thresholds = new HashMap<>();
    private final Map<String, Map<String, List<Rule>>> anomalies = new HashMap<>();

    public RuleSet(Collection<Rule> rules) {
        for (Rule rule : rules) {
            if (!rule.enabled()) {
                continue;
            }
            byId.put(rule.id(), rule);
            Map<String, Map<String, List<Rule>>> index =
                    switch (rule.condition()) {
                        case Condition.Threshold t -> thresholds;
                        case Condition.Anomaly a -> anomalies;
                    };
            index.computeIfAbsent(rule.tenant(), t -> new HashMap<>())
                    .computeIfAbsent(rule.selector().metric(), m -> new ArrayList<>())
                    .add(rule);
        }
    }

    /** An enabled rule by its id. */
    public Optional<Rule> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether any threshold rule of the tenant looks at the metric; the cheap question before all others. */
    public boolean watches(String tenant, String metric) {
        return !indexed(thresholds, tenant, metric).isEmpty();
    }

    /** The threshold rules of one series. */
    public List<Rule> forSeries(String tenant, String device, String metric, Map<String, String> labels) {
        return selecting(indexed(thresholds, tenant, metric), device, metric, labels);
    }

    /** The anomaly rules of one series. */
    public List<Rule> forFindings(String tenant, String device, String metric, Map<String, String> labels) {
        return selecting(indexed(anomalies, tenant, metric), device, metric, labels);
    }

    /** Whether both hold the same rules in the same forms. */
    public boolean sameAs(RuleSet other) {
        return byId.equals(other.byId);
    }

    /** Number of enabled rules. */
    public int size() {
        return byId.size();
    }

    private static List<Rule> selecting(List<Rule> rules, String device, String metric, Map<String, String> labels) {
        return rules.stream().filter(r -> r.selects(device, metric, labels)).toList();
    }

    private static List<Rule> indexed(Map<String, Map<String, List<Rule>>> index, String tenant, String metric) {
        return index.getOrDefault(tenant, Map.of()).getOrDefault(metric, List.of());
    }
}
