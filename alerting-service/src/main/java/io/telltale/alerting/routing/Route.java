package io.telltale.alerting.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A node of the routing tree with everything it took from its parents.
 *
 * @param key the matchers from the root to here
 * @param goOn whether its later siblings are looked at although it matched
 */
record Route(
        String key,
        List<Matcher> matchers,
        String receiver,
        List<String> groupBy,
        GroupPlan plan,
        boolean goOn,
        List<Step> escalation,
        List<Route> routes) {

    /** One further receiver, after that long without an acknowledgement. */
    record Step(Duration after, String receiver) {}

    /** The deepest matching nodes, in the order of the tree; empty when this one does not match. */
    List<Route> match(Map<String, String> labels) {
        if (!Matcher.all(matchers, labels)) {
            return List.of();
        }
        List<Route> found = new ArrayList<>();
        for (Route child : routes) {
            List<Route> below = child.match(labels);
            found.addAll(below);
            if (!below.isEmpty() && !child.goOn) {
                break;
            }
        }
        return found.isEmpty() ? List.of(this) : found;
    }

    /** Where an alert goes that matched here. */
    List<Destination> destinations(String tenant, UUID alert, Map<String, String> labels) {
        Map<String, String> shared = new TreeMap<>(labels);
        if (!plan.alone()) {
            shared.keySet().retainAll(groupBy);
        }
        List<Destination> all = new ArrayList<>();
        all.add(destination(tenant, alert, receiver, shared, plan, Duration.ZERO));
        for (int i = 0; i < escalation.size(); i++) {
            Step step = escalation.get(i);
            all.add(destination(tenant, alert, step.receiver, shared, plan.escalated(i + 1), step.after));
        }
        return all;
    }

    private Destination destination(
            String tenant, UUID alert, String to, Map<String, String> shared, GroupPlan its, Duration delay) {
        String written = written(shared);
        UUID group =
                Destination.id(tenant, to, key, Integer.toString(its.step()), its.alone() ? alert.toString() : written);
        return new Destination(group, tenant, to, key + ':' + written, shared, its, delay);
    }

    private static String written(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\""
                        + label.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
