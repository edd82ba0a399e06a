package io.telltale.alerting.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a version of a rule would have raised within a time. Counts all; holds the first {@code most} alerts, and a line for
 * each device that had any. For one thread.
 */
final class Outcome {

    private static final Comparator<Episode> ORDER = Comparator.comparing(Episode::firedAt)
            .thenComparing(episode -> episode.series().device())
            .thenComparing(episode -> episode.series().metric());

    private final Instant from;
    private final Instant to;
    private final int most;
    private final List<Episode> episodes = new ArrayList<>();
    private final Map<String, DeviceSum> devices = new HashMap<>();
    private long alerts;
    private long open;
    private long withdrawn;
    private Duration firing = Duration.ZERO;

    Outcome(Instant from, Instant to, int most) {
        this.from = from;
        this.to = to;
        this.most = most;
    }

    /** What one device had. */
    record DeviceSum(String device, long alerts, Duration firing) {}

    /** Counts an alert, when it fired within the time. */
    void add(Episode episode) {
        boolean before =
                episode.resolvedAt().filter(over -> !over.isAfter(from)).isPresent();
        if (before || !episode.firedAt().isBefore(to)) {
            return;
        }
        Duration fired = episode.firingWithin(from, to);
        alerts++;
        firing = firing.plus(fired);
        open += episode.resolvedAt().isEmpty() ? 1 : 0;
        devices.merge(
                episode.series().device(),
                new DeviceSum(episode.series().device(), 1, fired),
                (a, b) -> new DeviceSum(a.device(), a.alerts() + 1, a.firing().plus(b.firing())));
        if (episodes.size() < most) {
            episodes.add(episode);
        }
    }

    /** The alerts that were kept, by the time they fired. */
    List<Episode> episodes() {
        return episodes.stream().sorted(ORDER).toList();
    }

    /** Whether there were more than were kept. */
    boolean truncated() {
        return alerts > episodes.size();
    }

    long alerts() {
        return alerts;
    }

    /** How many had not ended at the end of the time. */
    long open() {
        return open;
    }

    /** So many were pending and ended before they fired, before the time with them. */
    void withdrew(long count) {
        withdrawn = count;
    }

    long withdrawn() {
        return withdrawn;
    }

    /** All times of firing, added up. */
    Duration firing() {
        return firing;
    }

    /** Number of devices that had any. */
    int devices() {
        return devices.size();
    }

    /** The devices that fired longest. */
    List<DeviceSum> worst(int limit) {
        return devices.values().stream()
                .sorted(Comparator.comparing(DeviceSum::firing)
                        .thenComparing(DeviceSum::alerts)
                        .reversed()
                        .thenComparing(DeviceSum::device))
                .limit(limit)
                .toList();
    }
}
