package io.telltale.alerting.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A node of the routing tree with everything it took from its parents.
 *
 * @param key the matchers from the root to here
 * @param goOn whether its later siblings are looked at although it matched
 * @param storm when alerts that are alone here are told together all the same
 */
record Route(
        String key,
        List<Matcher> matchers,
        String receiver,
        List<String> groupBy,
        GroupPlan plan,
        boolean goOn,
        Optional<Storm> storm,
        List<Step> escalation,
        List<Route> routes) {

    private static final List<String> BY_RULE = List.of("alertname");

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

    /** Where an alert goes that matched here: its receiver, then the steps of the escalation. */
    List<Destination> destinations(String tenant, UUID alert, Map<String, String> labels) {
        List<Destination> all = new ArrayList<>();
        all.add(destination(tenant, alert, labels, receiver, 0, Duration.ZERO));
        for (int i = 0; i < escalation.size(); i++) {
            Step step = escalation.get(i);
            all.add(destination(tenant, alert, labels, step.receiver, i + 1, step.after));
        }
        return all;
    }

    private Destination destination(
            String tenant, UUID alert, Map<String, String> labels, String to, int step, Duration delay) {
        Optional<Destination.InStorm> inStorm = storm.map(s -> {
            GroupPlan together = plan.gathered(s).escalated(step);
            return new Destination.InStorm(
                    s, group(tenant, alert, to, only(BY_RULE, labels), together, delay, Optional.empty()));
        });
        Map<String, String> shared = plan.alone() ? new TreeMap<>(labels) : only(groupBy, labels);
        return group(tenant, alert, to, shared, plan.escalated(step), delay, inStorm);
    }

    private Destination group(
            String tenant,
            UUID alert,
            String to,
            Map<String, String> shared,
            GroupPlan its,
            Duration delay,
            Optional<Destination.InStorm> inStorm) {
        String written = written(shared);
        UUID group =
                Destination.id(tenant, to, key, Integer.toString(its.step()), its.alone() ? alert.toString() : written);
        return new Destination(group, tenant, to, key + ':' + written, shared, its, delay, inStorm);
    }

    private static Map<String, String> only(List<String> names, Map<String, String> labels) {
        Map<String, String> some = new TreeMap<>(labels);
        some.keySet().retainAll(names);
        return some;
    }

    private static String written(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\""
                        + label.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
