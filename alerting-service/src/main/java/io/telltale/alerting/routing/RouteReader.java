package io.telltale.alerting.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the tree of routes; each takes from its parent what it leaves out, but for times, escalation and matchers. */
final class RouteReader {

    private static final String ALL_LABELS = "...";

    private final Set<String> receivers;
    private final Set<String> intervals;
    private int routes;

    RouteReader(Set<String> receivers, Set<String> intervals) {
        this.receivers = receivers;
        this.intervals = intervals;
    }

    /** What a route takes from its parent; at first Alertmanager's defaults. */
    private record Inherited(
            String key,
            String receiver,
            List<String> groupBy,
            boolean alone,
            Duration groupWait,
            Duration groupInterval,
            Duration repeatInterval,
            Optional<Flapping> flapping,
            Optional<Storm> storm) {

        static final Inherited DEFAULTS = new Inherited(
                "",
                "",
                List.of(),
                false,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                Optional.empty(),
                Optional.empty());
    }

    Route root(RoutingDocument.Route root) {
        refuse("route.matchers", root.matchers() != null && !root.matchers().isEmpty(), "the root matches everything");
        refuse("route.continue", Boolean.TRUE.equals(root.goOn()), "the root has no siblings");
        refuse("route.mute_time_intervals", notEmpty(root.muteTimeIntervals()), "the root is never muted");
        refuse("route.active_time_intervals", notEmpty(root.activeTimeIntervals()), "the root is always active");
        refuse("route.receiver", root.receiver() == null, "is missing: the root needs one");
        return read("route", root, Inherited.DEFAULTS, 1);
    }

    private Route read(String path, RoutingDocument.Route written, Inherited parent, int depth) {
        routes++;
        refuse(path, routes > Routing.MAX_ROUTES, "is one route too many: at most " + Routing.MAX_ROUTES);
        refuse(path, depth > Routing.MAX_DEPTH, "is too deep: at most " + Routing.MAX_DEPTH + " levels");
        List<Matcher> matchers = matchers(path + ".matchers", written.matchers());
        Inherited here = here(path, written, parent, matchers);
        List<Route.Step> escalation = escalation(path + ".escalation", written.escalation());
        GroupPlan plan = new GroupPlan(
                here.alone,
                0,
                here.groupWait,
                here.groupInterval,
                here.repeatInterval,
                known(path + ".mute_time_intervals", written.muteTimeIntervals()),
                known(path + ".active_time_intervals", written.activeTimeIntervals()),
                here.flapping);
        List<Route> children = new ArrayList<>();
        List<RoutingDocument.Route> below = written.routes() == null ? List.of() : written.routes();
        for (int i = 0; i < below.size(); i++) {
            children.add(read(path + ".routes[" + i + ']', below.get(i), here, depth + 1));
        }
        return new Route(
                here.key,
                matchers,
                here.receiver,
                here.groupBy,
                plan,
                Boolean.TRUE.equals(written.goOn()),
                here.storm.filter(storm -> here.alone),
                escalation,
                List.copyOf(children));
    }

    private Inherited here(String path, RoutingDocument.Route written, Inherited parent, List<Matcher> matchers) {
        String receiver = written.receiver() == null ? parent.receiver : written.receiver();
        refuse(path + ".receiver", !receivers.contains(receiver), "names no receiver: '" + receiver + "'");
        Duration interval = Spans.parse(path + ".group_interval", written.groupInterval(), parent.groupInterval);
        Duration repeat = Spans.parse(path + ".repeat_interval", written.repeatInterval(), parent.repeatInterval);
        refuse(path + ".group_interval", interval.isZero(), "must be longer than 0s");
        refuse(path + ".repeat_interval", repeat.compareTo(Duration.ofSeconds(1)) < 0, "must be at least 1s");
        String own = matchers.stream().map(Matcher::toString).sorted().collect(Collectors.joining(",", "{", "}"));
        boolean regroups = written.groupBy() != null;
        List<String> groupBy = groupBy(path + ".group_by", written.groupBy(), parent.groupBy);
        boolean alone = regroups ? groupBy.contains(ALL_LABELS) : parent.alone;
        refuse(path + ".storm", written.storm() != null && !alone, "is only for group_by: ['...']");
        return new Inherited(
                parent.key.isEmpty() ? own : parent.key + '/' + own,
                receiver,
                groupBy,
                alone,
                Spans.parse(path + ".group_wait", written.groupWait(), parent.groupWait),
                interval,
                repeat,
                flapping(path + ".flapping", written.flapping(), parent.flapping),
                storm(path + ".storm", written.storm(), parent.storm));
    }

    static List<Matcher> matchers(String path, @Nullable List<String> written) {
        List<String> all = written == null ? List.of() : written;
        refuse(path, all.size() > Routing.MAX_MATCHERS, "must be at most " + Routing.MAX_MATCHERS);
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            matchers.add(Matcher.parse(path + '[' + i + ']', all.get(i)));
        }
        return List.copyOf(matchers);
    }

    private static List<String> groupBy(String path, @Nullable List<String> written, List<String> inherited) {
        List<String> labels = written == null ? inherited : List.copyOf(written);
        refuse(path, labels.size() > Routing.MAX_MATCHERS, "must be at most " + Routing.MAX_MATCHERS + " labels");
        refuse(path, labels.contains(ALL_LABELS) && labels.size() > 1, "'...' means all labels: no other beside it");
        refuse(path, new HashSet<>(labels).size() < labels.size(), "names a label twice");
        requireNames(path, labels);
        return labels;
    }

    /** What is too long to be the name of a label is none. */
    static void requireNames(String path, List<String> labels) {
        boolean bad = labels.stream().anyMatch(name -> name.isEmpty() || name.length() > Matcher.MAX_NAME);
        refuse(path, bad, "must be names of labels, of 1 to " + Matcher.MAX_NAME + " characters");
    }

    private List<Route.Step> escalation(String path, @Nullable List<RoutingDocument.Escalation> written) {
        List<RoutingDocument.Escalation> all = written == null ? List.of() : written;
        refuse(path, all.size() > Routing.MAX_STEPS, "must be at most " + Routing.MAX_STEPS + " steps");
        List<Route.Step> steps = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String at = path + '[' + i + ']';
            RoutingDocument.Escalation step = all.get(i);
            Duration after = Spans.parse(at + ".after", step.after(), Duration.ZERO);
            refuse(at + ".after", after.isZero(), "must be longer than 0s");
            String receiver = step.receiver() == null ? "" : step.receiver();
            refuse(at + ".receiver", !receivers.contains(receiver), "names no receiver: '" + receiver + "'");
            steps.add(new Route.Step(after, receiver));
        }
        return List.copyOf(steps);
    }

    private static Optional<Flapping> flapping(
            String path, RoutingDocument.@Nullable Flaps written, Optional<Flapping> inherited) {
        if (written == null) {
            return inherited;
        }
        int changes = written.changes() == null ? 0 : written.changes();
        Duration within = Spans.parse(path + ".within", written.within(), Duration.ofMinutes(10));
        refuse(path + ".changes", changes < 2 || changes > 100, "must be between 2 and 100");
        refuse(path + ".within", within.isZero() || within.compareTo(Duration.ofDays(1)) > 0, "must be up to 1d");
        return Optional.of(new Flapping(changes, within));
    }

    private static Optional<Storm> storm(
            String path, RoutingDocument.@Nullable Storms written, Optional<Storm> inherited) {
        if (written == null) {
            return inherited;
        }
        int alerts = written.alerts() == null ? 20 : written.alerts();
        Duration within = Spans.parse(path + ".within", written.within(), Duration.ofMinutes(1));
        Duration wait = Spans.parse(path + ".group_wait", written.groupWait(), Duration.ofSeconds(10));
        Duration interval = Spans.parse(path + ".group_interval", written.groupInterval(), Duration.ofMinutes(1));
        refuse(path + ".alerts", alerts < 1 || alerts > 1_000, "must be between 1 and 1000");
        refuse(path + ".within", within.isZero() || within.compareTo(Duration.ofDays(1)) > 0, "must be up to 1d");
        refuse(path + ".group_interval", interval.isZero(), "must be longer than 0s");
        return Optional.of(new Storm(alerts, within, wait, interval));
    }

    private List<String> known(String path, @Nullable List<String> names) {
        List<String> all = names == null ? List.of() : names;
        all.forEach(name -> refuse(path, !intervals.contains(name), "names no time interval: '" + name + "'"));
        return all;
    }

    private static boolean notEmpty(@Nullable List<String> list) {
        return list != null && !list.isEmpty();
    }

    static void refuse(String field, boolean wrong, String message) {
        if (wrong) {
            throw new InvalidRoutingException(field, message);
        }
    }
}
