package io.telltale.alerting.routing;

import static io.telltale.alerting.routing.RouteReader.refuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what, for one tenant: the tree of routes, the receivers, what inhibits what, and the times that routes refer
 * to. Immutable, and a pure function of its {@link RoutingDocument}.
 */
public final class Routing {

    /** Most routes of a tree, levels of it, matchers of anything, steps of an escalation, and of everything else. */
    public static final int MAX_ROUTES = 500;

    static final int MAX_DEPTH = 16;
    static final int MAX_MATCHERS = 32;
    static final int MAX_STEPS = 10;
    private static final int MAX_OTHERS = 200;

    /** Alerts of a group that one notification tells, unless its receiver says otherwise; the rest is a number. */
    public static final int MAX_ALERTS = 100;

    private static final int MOST_ALERTS = 1_000;

    /** The routing of a tenant that has none of its own: every alert by itself, at once, to all webhooks, but in a storm. */
    public static final RoutingDocument DEFAULT = new RoutingDocument(
            new RoutingDocument.Route(
                    "default",
                    null,
                    List.of("..."),
                    "0s",
                    "1m",
                    "4h",
                    null,
                    null,
                    null,
                    null,
                    null,
                    new RoutingDocument.Storms(20, "1m", "10s", "1m"),
                    null),
            List.of(new RoutingDocument.Receiver("default", null, null)),
            null,
            null);

    private final Route root;
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();
    private final List<InhibitRule> inhibitRules = new ArrayList<>();
    private final Map<String, List<TimeInterval>> timeIntervals = new LinkedHashMap<>();

    /**
     * Some webhooks of the tenant.
     *
     * @param webhooks by name or id; empty means all
     * @param maxAlerts most alerts in one notification
     */
    public record Receiver(String name, List<String> webhooks, int maxAlerts) {}

    /**
     * Reads a document.
     *
     * @throws InvalidRoutingException naming the first field that makes no sense
     */
    public Routing(RoutingDocument document) {
        RoutingDocument.Route tree = document.route();
        if (tree == null) {
            throw new InvalidRoutingException("route", "is missing");
        }
        readReceivers(orEmpty("receivers", document.receivers()));
        readIntervals(orEmpty("time_intervals", document.timeIntervals()));
        inhibitRules.add(InhibitRule.GATEWAY);
        readInhibitions(orEmpty("inhibit_rules", document.inhibitRules()));
        root = new RouteReader(receivers.keySet(), timeIntervals.keySet()).root(tree);
    }

    private void readReceivers(List<RoutingDocument.Receiver> written) {
        for (int i = 0; i < written.size(); i++) {
            RoutingDocument.Receiver receiver = written.get(i);
            String at = "receivers[" + i + ']';
            String name = named(at, receiver.name());
            refuse(at + ".name", receivers.containsKey(name), "is there twice: '" + name + "'");
            int maxAlerts = receiver.maxAlerts() == null ? MAX_ALERTS : receiver.maxAlerts();
            refuse(
                    at + ".max_alerts",
                    maxAlerts < 1 || maxAlerts > MOST_ALERTS,
                    "must be between 1 and " + MOST_ALERTS + ", but is " + maxAlerts);
            List<String> webhooks = orEmpty(at + ".webhooks", receiver.webhooks());
            receivers.put(name, new Receiver(name, List.copyOf(webhooks), maxAlerts));
        }
    }

    private void readIntervals(List<RoutingDocument.NamedIntervals> written) {
        for (int i = 0; i < written.size(); i++) {
            String at = "time_intervals[" + i + ']';
            String name = named(at, written.get(i).name());
            refuse(at + ".name", timeIntervals.containsKey(name), "is there twice: '" + name + "'");
            timeIntervals.put(
                    name, intervals(at + ".time_intervals", written.get(i).timeIntervals()));
        }
    }

    /** Reads time intervals, of a routing or of a silence. */
    public static List<TimeInterval> intervals(String path, @Nullable List<TimeInterval.Document> written) {
        List<TimeInterval.Document> all = orEmpty(path, written);
        List<TimeInterval> intervals = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            intervals.add(new TimeInterval(path + '[' + i + ']', all.get(i)));
        }
        return List.copyOf(intervals);
    }

    private void readInhibitions(List<RoutingDocument.Inhibit> written) {
        for (int i = 0; i < written.size(); i++) {
            String at = "inhibit_rules[" + i + ']';
            RoutingDocument.Inhibit rule = written.get(i);
            List<Matcher> source = RouteReader.matchers(at + ".source_matchers", rule.sourceMatchers());
            List<Matcher> target = RouteReader.matchers(at + ".target_matchers", rule.targetMatchers());
            refuse(at + ".source_matchers", source.isEmpty(), "is missing: everything would inhibit");
            refuse(at + ".target_matchers", target.isEmpty(), "is missing: everything would be inhibited");
            String name = rule.name() == null ? at : rule.name();
            List<String> equal = List.copyOf(orEmpty(at + ".equal", rule.equal()));
            RouteReader.requireNames(at + ".equal", equal);
            inhibitRules.add(new InhibitRule(name, source, target, equal, false));
        }
    }

    private static String named(String at, @Nullable String name) {
        refuse(at + ".name", name == null || name.isBlank() || name.length() > 128, "must have 1 to 128 characters");
        return String.valueOf(name);
    }

    private static <T> List<T> orEmpty(String field, @Nullable List<T> written) {
        List<T> all = written == null ? List.of() : written;
        refuse(field, all.size() > MAX_OTHERS, "must be at most " + MAX_OTHERS);
        return all;
    }

    /** Where an alert with these labels goes: each group once, in the order of the routes. {@link Gathering} settles storms. */
    public List<Destination> destinations(String tenant, UUID alert, Map<String, String> labels) {
        Map<UUID, Destination> all = new LinkedHashMap<>();
        root.match(labels).stream()
                .flatMap(route -> route.destinations(tenant, alert, labels).stream())
                .forEach(destination -> all.putIfAbsent(destination.group(), destination));
        return List.copyOf(all.values());
    }

    /** A receiver by name. */
    public Optional<Receiver> receiver(String name) {
        return Optional.ofNullable(receivers.get(name));
    }

    /** The receiver of the root, which is told when the one that was meant is gone. */
    public Receiver fallback() {
        return receivers.getOrDefault(root.receiver(), new Receiver(root.receiver(), List.of(), MAX_ALERTS));
    }

    /** All receivers, as written. */
    public List<Receiver> receivers() {
        return List.copyOf(receivers.values());
    }

    /** What inhibits what; the built-in one first. */
    public List<InhibitRule> inhibitRules() {
        return List.copyOf(inhibitRules);
    }

    /** All intervals of these names. */
    public List<TimeInterval> intervals(List<String> names) {
        return names.stream()
                .flatMap(name -> timeIntervals.getOrDefault(name, List.of()).stream())
                .toList();
    }
}
