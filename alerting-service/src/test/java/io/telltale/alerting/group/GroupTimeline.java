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

    private final Routing routing;
    private final Map<UUID, Row> rows = new TreeMap<>();
    private final Map<String, Alert> alerts = new HashMap<>();
    private final Map<UUID, Member.Acknowledged> acknowledged = new HashMap<>();
    private final List<Alert> everything = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();
    private Instant now = START;
    private int looks;

    private record Heard(Instant at, String what) {}

    /** A stretch of time, seconds from the start. */
    record Between(double from, double to) {}

    private static final class Row {
        final Destination to;
        final Instant createdAt;
        final Map<UUID, Instant> due = new HashMap<>();
        final Map<UUID, Severity> told = new HashMap<>();
        Instant notBefore;
        Optional<Instant> flushAt = Optional.empty();
        Optional<Instant> toldAt = Optional.empty();
        long flushes;

        Row(Destination to, Instant now) {
            this.to = to;
            this.createdAt = now;
            this.notBefore = now.plus(to.plan().groupWait());
        }

        void lookAt(Instant at) {
            flushAt = Optional.of(flushAt.filter(known -> known.isBefore(at)).orElse(at));
        }
    }

    GroupTimeline(String yaml) {
        try {
            routing = new Routing(new YAMLMapper().readValue(yaml, RoutingDocument.class));
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
            Optional<Row> next = rows.values().stream()
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
            routing.destinations("acme", alert.id(), AlertLabels.of(alert)).forEach(to -> join(to, alert));
        } else {
            rows.values().stream()
                    .filter(row -> row.due.containsKey(alert.id()))
                    .forEach(row -> row.lookAt(now.isAfter(row.notBefore) ? now : row.notBefore));
        }
        return at(Duration.between(START, now).toMillis() / 1e3);
    }

    private void join(Destination to, Alert alert) {
        Row row = rows.computeIfAbsent(to.group(), id -> new Row(to, now));
        row.due.putIfAbsent(alert.id(), now.plus(to.delay()));
        Instant due = now.plus(to.delay());
        row.lookAt(due.isAfter(row.notBefore) ? due : row.notBefore);
    }

    private void look(Row row) {
        Group group = new Group(
                row.to.group(),
                "acme",
                row.to.receiver(),
                row.to.key(),
                row.to.labels(),
                row.to.plan(),
                row.notBefore,
                row.toldAt,
                row.flushes,
                row.createdAt);
        Flush flush = Flush.decide(group, members(row), quietUntil(row), now);
        if (flush.reason().tells()) {
            flush.missed().forEach(m -> hear(row, group, List.of(m.alert())));
            List<Alert> told = flush.told().stream().map(Member::alert).toList();
            if (!told.isEmpty()) {
                hear(row, group, told);
            }
            row.toldAt = Optional.of(now);
        }
        flush.firing().forEach(m -> row.told.put(m.alert().id(), m.alert().severity()));
        flush.gone().forEach(m -> row.due.remove(m.alert().id()));
        row.flushAt = flush.lookAgain();
        row.notBefore = flush.notBefore();
        if (row.due.isEmpty()) {
            rows.remove(row.to.group());
        }
        if (!flush.gone().isEmpty()) {
            // What ended may have inhibited others.
            rows.values().forEach(other -> other.lookAt(now));
        }
    }

    private List<Member> members(Row row) {
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

    private Member member(Row row, Alert alert, Muting muting) {
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

    private Optional<Mute> flapping(Row row, Alert alert) {
        return row.to.plan().flapping().flatMap(flapping -> {
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

    private Optional<Instant> quietUntil(Row row) {
        List<TimeInterval> mute = routing.intervals(row.to.plan().muteTimeIntervals());
        return TimeInterval.any(mute, now) ? Optional.of(TimeInterval.nextChange(mute, now)) : Optional.empty();
    }

    private void hear(Row row, Group group, List<Alert> told) {
        Notification n = Telling.of(group, told, row.flushes++, 3, now);
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
