package io.telltale.alerting.absence;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.DeviceTraits;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.store.AbsenceStore.Waiting;
import io.telltale.alerting.store.PresenceStore.Connection;
import io.telltale.alerting.store.PresenceStore.Heard;
import io.telltale.events.DeviceEntry;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what is absent by the rules of kind {@code no-data} and {@code presence}: a pure function of a rule and what is known of
 * the fleet.
 *
 * <p>Silence is counted by the clock of the device's lane, which stands while nobody listens. That a device is offline is
 * counted from the moment it was told, by this service's clock.
 */
final class AbsenceJudge {

    /** Device of an alert that tells of the whole fleet, metric of one that tells of whatever a device may send. */
    static final String ALL = "*";

    /** Metric of an alert of a presence rule. */
    static final String PRESENCE = "presence";

    private AbsenceJudge() {}

    /**
     * Something is absent.
     *
     * @param value seconds of silence or of being offline, or the silent share of the fleet
     * @param summary one sentence for people
     */
    record Absence(double value, String summary) {}

    /** Whether a no-data rule is about devices that send nothing at all, not about single metrics. */
    static boolean ofDevices(Rule rule) {
        return rule.selector().metric().pattern().equals(ALL);
    }

    /** What is absent by a rule, by the series that its alerts are of. */
    static Map<SeriesKey, Absence> absent(Rule rule, Waiting waiting, Fleet fleet) {
        return switch (rule.condition()) {
            case Condition.Presence presence -> missing(rule, presence, waiting, fleet);
            case Condition.NoData noData -> silent(rule, noData, waiting, fleet);
            case Condition.OfReadings r -> Map.of();
            case Condition.Anomaly a -> Map.of();
        };
    }

    private static Map<SeriesKey, Absence> missing(
            Rule rule, Condition.Presence presence, Waiting waiting, Fleet fleet) {
        Map<SeriesKey, Absence> missing = new HashMap<>();
        for (DeviceEntry device : selected(rule, fleet)) {
            SeriesKey series = new SeriesKey(rule.tenant(), device.device(), PRESENCE);
            Optional<Absence> absence =
                    switch (presence.state()) {
                        case OFFLINE -> offline(rule, waiting, fleet, device.device());
                        case STALE -> stale(rule, waiting, fleet, device.device());
                    };
            absence.ifPresent(a -> missing.put(series, a));
        }
        return missing;
    }

    private static Optional<Absence> offline(Rule rule, Waiting waiting, Fleet fleet, String device) {
        Connection connection = fleet.connections().get(device);
        Heard heard = fleet.heard().get(device);
        if (connection == null) {
            // It never connected itself. Where it has been heard it stands behind a gateway or a broker, who knows of
            // it.
            return heard == null || heard.at().isPresent()
                    ? Optional.empty()
                    : lasting(rule, later(heard.since(), waiting.since()), fleet.now())
                            .map(since -> new Absence(since.toSeconds(), device + " was never online"));
        }
        return connection.connected()
                ? Optional.empty()
                : lasting(rule, connection.since(), fleet.now())
                        .map(since -> new Absence(
                                since.toSeconds(),
                                device + " is offline: " + connection.cause().replace('-', ' ')));
    }

    private static Optional<Duration> lasting(Rule rule, Instant since, Instant now) {
        Duration lasted = Duration.between(since, now);
        return lasted.compareTo(rule.hold()) >= 0 ? Optional.of(lasted) : Optional.empty();
    }

    private static Optional<Absence> stale(Rule rule, Waiting waiting, Fleet fleet, String device) {
        return silence(fleet, device, fleet.heard().get(device), waiting)
                .filter(silence -> tooLong(silence, rule.hold()))
                .map(silence -> new Absence(
                        silence.toSeconds(), device + " is stale: nothing heard for " + Words.of(rule.hold())));
    }

    private static Map<SeriesKey, Absence> silent(Rule rule, Condition.NoData noData, Waiting waiting, Fleet fleet) {
        Duration allowed = noData.after().plus(rule.hold());
        Map<SeriesKey, Duration> silences =
                ofDevices(rule) ? silencesOfDevices(rule, waiting, fleet) : silencesOfSeries(rule, waiting, fleet);
        List<SeriesKey> silent = silences.entrySet().stream()
                .filter(s -> tooLong(s.getValue(), allowed))
                .map(Map.Entry::getKey)
                .toList();
        if (noData.share().isPresent()) {
            double share = silences.isEmpty() ? 0 : (double) silent.size() / silences.size();
            SeriesKey all =
                    new SeriesKey(rule.tenant(), ALL, rule.selector().metric().pattern());
            String summary = "%s: nothing heard of %d of %d for %s"
                    .formatted(rule.name(), silent.size(), silences.size(), Words.of(allowed));
            return share >= noData.share().getAsDouble() ? Map.of(all, new Absence(share, summary)) : Map.of();
        }
        Map<SeriesKey, Absence> absent = new HashMap<>();
        for (SeriesKey series : silent) {
            String what = series.metric().equals(ALL) ? "nothing" : "no " + series.metric();
            absent.put(
                    series,
                    new Absence(
                            silences.getOrDefault(series, allowed).toSeconds(),
                            what + " from " + series.device() + " for " + Words.of(allowed)));
        }
        return absent;
    }

    private static Map<SeriesKey, Duration> silencesOfDevices(Rule rule, Waiting waiting, Fleet fleet) {
        Map<SeriesKey, Duration> silences = new HashMap<>();
        for (DeviceEntry device : selected(rule, fleet)) {
            silence(fleet, device.device(), fleet.heard().get(device.device()), waiting)
                    .ifPresent(s -> silences.put(new SeriesKey(rule.tenant(), device.device(), ALL), s));
        }
        return silences;
    }

    /** Those that were heard once, and devices that were never heard at all; not metrics that a device does not have. */
    private static Map<SeriesKey, Duration> silencesOfSeries(Rule rule, Waiting waiting, Fleet fleet) {
        Set<String> names = new HashSet<>();
        Map<SeriesKey, Duration> silences = new HashMap<>();
        for (DeviceEntry device : selected(rule, fleet)) {
            names.add(device.device());
            Heard heard = fleet.heard().get(device.device());
            if (heard != null && heard.at().isEmpty()) {
                SeriesKey series = new SeriesKey(
                        rule.tenant(), device.device(), rule.selector().metric().pattern());
                silence(fleet, device.device(), heard, waiting).ifPresent(s -> silences.put(series, s));
            }
        }
        fleet.series().forEach((series, heard) -> {
            if (names.contains(series.device()) && rule.selector().metric().matches(series.metric())) {
                silence(fleet, series.device(), heard, waiting).ifPresent(s -> silences.put(series, s));
            }
        });
        return silences;
    }

    private static List<DeviceEntry> selected(Rule rule, Fleet fleet) {
        List<DeviceEntry> selected = new ArrayList<>();
        for (DeviceEntry device : fleet.devices()) {
            if (rule.selector().matchesDevice(device.device(), new DeviceTraits(device.profile(), device.labels()))) {
                selected.add(device);
            }
        }
        return selected;
    }

    /** How long nothing was heard; empty where nobody has begun to wait. */
    private static Optional<Duration> silence(Fleet fleet, String device, @Nullable Heard heard, Waiting waiting) {
        if (heard == null) {
            return Optional.empty();
        }
        long last = heard.at().isPresent()
                ? heard.listened()
                : Math.max(heard.listened(), waiting.listened()[heard.shard()]);
        return Optional.of(Duration.ofNanos((fleet.listened()[heard.shard()] - last) * 1_000));
    }

    private static boolean tooLong(Duration silence, Duration allowed) {
        return silence.compareTo(allowed.plus(Slack.of(allowed))) >= 0;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
