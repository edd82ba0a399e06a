package io.telltale.alerting.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All enabled rules at one moment, those that are judged with readings and findings indexed by tenant and metric. Immutable, so any number of threads may look.
 *
 * <p>A series without a rule costs two hash look-ups once a batch; one with rules costs a match of its metric's rules once,
 * because the reader keeps what {@link #forSeries} returned for as long as this very set and the device's traits stand.
 */
public final class RuleSet {

    /** No rules. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private final Map<UUID, Rule> byId = new HashMap<>();
    private final Map<String, ByMetric> ofReadings = new HashMap<>();
    private final Map<String, ByMetric> anomalies = new HashMap<>();

    public RuleSet(Collection<Rule> rules) {
        for (Rule rule : rules) {
            if (rule.enabled()) {
                byId.put(rule.id(), rule);
                index(rule);
            }
        }
    }

    /** The rules of one tenant: those of a single metric under it, those of a pattern of metrics apart. */
    private static final class ByMetric {

        /** Metrics remembered at most, of those that only patterns could match. */
        private static final int MOST_REMEMBERED = 10_000;

        private final Map<String, List<Rule>> exact = new HashMap<>();
        private final List<Rule> patterns = new ArrayList<>();
        private final Map<String, Boolean> matched = new ConcurrentHashMap<>();

        void add(String metric, Rule rule) {
            exact.computeIfAbsent(metric, m -> new ArrayList<>()).add(rule);
        }

        Stream<Rule> of(String metric) {
            return Stream.concat(exact.getOrDefault(metric, List.of()).stream(), patterns.stream());
        }

        boolean watches(String metric) {
            if (exact.containsKey(metric)) {
                return true;
            }
            if (patterns.isEmpty()) {
                return false;
            }
            Boolean known = matched.get(metric);
            return known != null ? known : match(metric);
        }

        private boolean match(String metric) {
            boolean match =
                    patterns.stream().anyMatch(rule -> rule.selector().metric().matches(metric));
            if (matched.size() < MOST_REMEMBERED) {
                matched.put(metric, match);
            }
            return match;
        }
    }

    private void index(Rule rule) {
        switch (rule.condition()) {
            case Composite composite ->
                composite.parts().stream()
                        .map(Composite.Part::metric)
                        .distinct()
                        .forEach(metric -> of(ofReadings, rule).add(metric, rule));
            case Condition.OfSeries s -> index(ofReadings, rule);
            case Condition.Anomaly a -> index(anomalies, rule);
            case Condition.NoData n -> {}
            case Condition.Presence p -> {}
        }
    }

    private static void index(Map<String, ByMetric> index, Rule rule) {
        Glob metric = rule.selector().metric();
        if (metric.exact()) {
            of(index, rule).add(metric.pattern(), rule);
        } else {
            of(index, rule).patterns.add(rule);
        }
    }

    private static ByMetric of(Map<String, ByMetric> index, Rule rule) {
        return index.computeIfAbsent(rule.tenant(), t -> new ByMetric());
    }

    /** An enabled rule by its id. */
    public Optional<Rule> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether any rule of the tenant is judged with readings of the metric; the cheap question before all others. */
    public boolean watches(String tenant, String metric) {
        ByMetric rules = ofReadings.get(tenant);
        return rules != null && rules.watches(metric);
    }

    /** The rules that are judged with the readings of one series, composites of its device among them. */
    public List<Rule> forSeries(String tenant, String device, String metric, DeviceTraits traits) {
        return indexed(ofReadings, tenant, metric)
                .filter(rule -> switch (rule.condition()) {
                    case Composite c -> rule.selector().matchesDevice(device, traits);
                    case Condition c -> rule.selects(device, metric, traits);
                })
                .toList();
    }

    /** The anomaly rules of one series. */
    public List<Rule> forFindings(String tenant, String device, String metric, DeviceTraits traits) {
        return indexed(anomalies, tenant, metric)
                .filter(rule -> rule.selects(device, metric, traits))
                .toList();
    }

    /** All enabled rules. */
    public Collection<Rule> rules() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Whether both hold the same rules in the same forms. */
    public boolean sameAs(RuleSet other) {
        return byId.equals(other.byId);
    }

    /** Number of enabled rules. */
    public int size() {
        return byId.size();
    }

    private static Stream<Rule> indexed(Map<String, ByMetric> index, String tenant, String metric) {
        ByMetric rules = index.get(tenant);
        return rules == null ? Stream.empty() : rules.of(metric);
    }
}
