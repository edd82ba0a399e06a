package io.telltale.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertLabels;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.mute.Mute;
import io.telltale.alerting.mute.Muting;
import io.telltale.alerting.mute.Silence;
import io.telltale.alerting.notification.Notification;
import io.telltale.alerting.routing.Destination;
import io.telltale.alerting.routing.Gathering;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.Routing;
import io.telltale.alerting.routing.RoutingDocument;
import io.telltale.alerting.routing.TimeInterval;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Alerts at seconds of a made-up day, and what receivers hear of them. No clock runs: time passes from one thing to the next,
 * and every group is looked at exactly when it asked for it. What the database would hold is held here.
 */
final class GroupTimeline {

    static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private final Map<UUID, HeldGroup> rows = new TreeMap<>();
    private final Map<String, Alert> alerts = new HashMap<>();
    private final Map<UUID, Member.Acknowledged> acknowledged = new HashMap<>();
    private final List<Alert> everything = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();
    private final List<Came> came = new ArrayList<>();
    private Routing routing;
    private Instant now = START;
    private int looks;

    private record Heard(Instant at, String what) {}

    /** An alert of a rule began or became more severe. */
    private record Came(Instant at, String rule) {}

    /** A stretch of time, seconds from the start. */
    record Between(double from, double to) {}

    GroupTimeline(String yaml) {
        routing = read(yaml);
    }

    private static Routing read(String yaml) {
        try {
            return new Routing(new YAMLMapper().readValue(yaml, RoutingDocument.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Between between(double from, double to) {
        return new Between(from, to);
    }

    static Instant second(double second) {
        return START.plusMillis(Math.round(second * 1000));
    }

    /** From now on everything happens at this second. */
    GroupTimeline at(double second) {
        Instant then = second(second);
        while (true) {
            Optional<HeldGroup> next = rows.values().stream()
                    .filter(row -> row.flushAt.filter(at -> !at.isAfter(then)).isPresent())
                    .min(Comparator.comparing(row -> row.flushAt.orElseThrow()));
            if (next.isEmpty()) {
                now = then;
                return this;
            }
            Instant due = next.get().flushAt.orElseThrow();
            now = due.isAfter(now) ? due : now;
            assertThat(++looks).as("looks without end").isLessThan(10_000);
            look(next.get());
        }
    }

    GroupTimeline fires(String device, String... labels) {
        return fires(device, Severity.WARNING, labels);
    }

    GroupTimeline fires(String device, Severity severity, String... labels) {
        Map<String, String> carried = new HashMap<>();
        for (String label : labels) {
            carried.put(label.split("=", 2)[0], label.split("=", 2)[1]);
        }
        String kind = carried.getOrDefault("kind", "threshold");
        carried.remove("kind");
        Alert alert = alert(UUID.randomUUID(), device, severity, AlertState.FIRING, kind, now, carried);
        return put(device, alert, true);
    }

    GroupTimeline rises(String device, Severity severity) {
        Alert a = alerts.get(device);
        Alert risen = alert(a.id(), device, severity, a.state(), a.kind(), a.startedAt(), a.labels());
        everything.remove(a);
        return put(device, risen, true);
    }

    GroupTimeline resolves(String device) {
        Alert a = alerts.get(device);
        everything.remove(a);
        return put(device, a.resolved(now, 1), false);
    }

    GroupTimeline acknowledged(String device, double until) {
        acknowledged.put(alerts.get(device).id(), new Member.Acknowledged(true, Optional.of(second(until))));
        return this;
    }

    GroupTimeline silenced(String matcher, double until, TimeInterval... schedule) {
        silences.add(new Silence(
                UUID.randomUUID(),
                "acme",
                List.of(Matcher.parse("", matcher)),
                now,
                second(until),
                List.of(schedule),
                "me",
                "works"));
        rows.values().forEach(row -> row.lookAt(now));
        return this;
    }

    /** Another routing is in force from now on, also for what fires already. */
    GroupTimeline reroutes(String yaml) {
        routing = read(yaml);
        route(everything.stream().filter(a -> a.state() == AlertState.FIRING).toList());
        return this;
    }

    /** Nobody looks until this second; then another process goes on, with nothing but what was written. */
    GroupTimeline restarts(double back) {
        now = second(back);
        rows.replaceAll((id, row) -> row.reread());
        return at(back);
    }

    /** The silence ends early. */
    GroupTimeline expired() {
        silences.clear();
        rows.values().forEach(row -> row.lookAt(now));
        return this;
    }

    private GroupTimeline put(String device, Alert alert, boolean firing) {
        alerts.put(device, alert);
        everything.add(alert);
        if (firing) {
            route(List.of(alert));
            came.add(new Came(now, alert.ruleName()));
        } else {
            rows.values().stream()
                    .filter(row -> row.due.containsKey(alert.id()))
                    .forEach(row -> row.lookWhenAllowed(now));
        }
        return at(Duration.between(START, now).toMillis() / 1e3);
    }

    /** As one transaction does. */
    private void route(List<Alert> firing) {
        Map<Gathering.Kind, Integer> lately = new HashMap<>();
        firing.forEach(alert -> routed(alert).stream()
                .flatMap(to -> to.inStorm().stream())
                .map(in -> new Gathering.Kind("acme", alert.ruleName(), in.storm()))
                .forEach(kind -> lately.put(kind, lately(kind))));
        Gathering gathering =
                new Gathering(rows.values().stream().flatMap(HeldGroup::places).toList(), lately);
        firing.forEach(alert -> gathering
                .settle(alert.id(), alert.ruleName(), routed(alert))
                .forEach(to -> rows.computeIfAbsent(to.group(), id -> new HeldGroup(to, now))
                        .join(to, alert.id(), now)));
    }

    private List<Destination> routed(Alert alert) {
        return routing.destinations("acme", alert.id(), AlertLabels.of(alert));
    }

    private int lately(Gathering.Kind kind) {
        Instant since = now.minus(kind.storm().within());
        return (int) came.stream()
                .filter(c -> c.rule.equals(kind.rule()) && c.at.isAfter(since))
                .count();
    }

    private void look(HeldGroup row) {
        Group group = row.group();
        Flush flush = Flush.decide(group, members(row), quietUntil(row), now);
        List<List<Alert>> notifications = new ArrayList<>();
        if (flush.reason().tells()) {
            flush.missed().forEach(m -> notifications.add(List.of(m.alert())));
            List<Alert> told = flush.told().stream().map(Member::alert).toList();
            if (!told.isEmpty()) {
                notifications.add(told);
            }
        }
        for (int i = 0; i < notifications.size(); i++) {
            hear(Telling.of(group, notifications.get(i), group.flushes() + i, 3, now));
        }
        row.looked(flush, now, notifications.size());
        if (row.due.isEmpty()) {
            rows.remove(group.id());
        }
        if (!flush.gone().isEmpty()) {
            // What ended may have inhibited others.
            rows.values().forEach(other -> other.lookAt(now));
        }
    }

    private List<Member> members(HeldGroup row) {
        List<Muting.Source> firing = everything.stream()
                .filter(a -> a.state() == AlertState.FIRING)
                .map(a -> new Muting.Source(a.id(), AlertLabels.of(a)))
                .toList();
        Muting muting = new Muting(silences, routing.inhibitRules(), firing, now);
        return everything.stream()
                .filter(alert -> row.due.containsKey(alert.id()))
                .map(alert -> member(row, alert, muting))
                .toList();
    }

    private Member member(HeldGroup row, Alert alert, Muting muting) {
        Map<String, String> labels = AlertLabels.of(alert);
        Optional<Mute> mute = muting.of(alert.id(), labels).or(() -> flapping(row, alert));
        Member.Acknowledged ack = acknowledged.getOrDefault(alert.id(), Member.Acknowledged.NO);
        boolean over = ack.until().filter(until -> !until.isAfter(now)).isPresent();
        return new Member(
                alert,
                labels,
                row.due.get(alert.id()),
                Optional.ofNullable(row.told.get(alert.id())),
                over ? Member.Acknowledged.NO : ack,
                mute);
    }

    private Optional<Mute> flapping(HeldGroup row, Alert alert) {
        return row.plan().flapping().flatMap(flapping -> {
            Instant since = alert.startedAt().minus(flapping.within());
            long came = everything.stream()
                    .filter(a -> a.series().equals(alert.series())
                            && a.startedAt().isAfter(since)
                            && !a.startedAt().isAfter(alert.startedAt()))
                    .count();
            return Optional.of(flapping.until(alert.startedAt(), (int) came))
                    .filter(until -> until.isAfter(now))
                    .map(until -> new Mute(Mute.Kind.FLAPPING, List.of(), until));
        });
    }

    private Optional<Instant> quietUntil(HeldGroup row) {
        List<TimeInterval> mute = routing.intervals(row.plan().muteTimeIntervals());
        return TimeInterval.any(mute, now) ? Optional.of(TimeInterval.nextChange(mute, now)) : Optional.empty();
    }

    private void hear(Notification n) {
        String what = n.alerts().stream()
                .map(t -> (t.firing() ? "+" : "-") + t.alert().series().device())
                .collect(Collectors.joining(" "));
        heard.add(new Heard(now, n.receiver() + ": " + what + (n.truncated() > 0 ? " and " + n.truncated() : "")));
    }

    /** The next thing that anybody heard: when, and what, such as {@code default: +pump-1 -pump-2}. */
    GroupTimeline expect(Between when, String what) {
        assertThat(heard).as("heard by " + Duration.between(START, now)).isNotEmpty();
        Heard first = heard.removeFirst();
        assertThat(first.what).isEqualTo(what);
        assertThat(first.at).isBetween(second(when.from), second(when.to));
        return this;
    }

    /** Nobody heard anything more until this second. */
    GroupTimeline silentUntil(double second) {
        at(second);
        assertThat(heard).isEmpty();
        return this;
    }

    int groups() {
        return rows.size();
    }

    private static Alert alert(
            UUID id,
            String device,
            Severity severity,
            AlertState state,
            String kind,
            Instant started,
            Map<String, String> labels) {
        return new Alert(
                id,
                UUID.nameUUIDFromBytes(new byte[] {1}),
                1,
                kind.equals("presence") ? "Away" : "Too hot",
                kind,
                severity,
                new SeriesKey("acme", device, "temperature"),
                state,
                31,
                "it is hot",
                started,
                started,
                Optional.empty(),
                Optional.empty(),
                labels,
                Map.of());
    }
}
