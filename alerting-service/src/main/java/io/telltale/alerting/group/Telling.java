package io.telltale.alerting.group;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertLabels;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.notification.Fingerprint;
import io.telltale.alerting.notification.Notification;
import io.telltale.alerting.notification.Told;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Puts what is told of a group into a {@link Notification}. */
public final class Telling {

    private Telling() {}

    /**
     * The notification of some alerts of a group.
     *
     * @param alerts at least one, what matters most first
     * @param number how often the group was told before; makes the notification's id
     * @param maxAlerts of the receiver; further alerts are counted only
     */
    public static Notification of(Group group, List<Alert> alerts, long number, int maxAlerts, Instant now) {
        List<Told> told = alerts.stream().limit(maxAlerts).map(Telling::told).toList();
        boolean firing = alerts.stream().anyMatch(a -> a.state() == AlertState.FIRING);
        Map<String, String> labels = group.plan().alone() ? told.getFirst().labels() : group.labels();
        String name = group.id() + "/" + group.createdAt() + '/' + number;
        return new Notification(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                group.tenant(),
                group.receiver(),
                group.key(),
                labels,
                common(told, Told::labels),
                common(told, Told::annotations),
                firing,
                told,
                alerts.size() - told.size(),
                now);
    }

    private static Told told(Alert alert) {
        Map<String, String> labels = AlertLabels.of(alert);
        Map<String, String> annotations = new TreeMap<>(alert.annotations());
        annotations.put("summary", alert.summary());
        return new Told(
                alert,
                alert.state() == AlertState.FIRING,
                labels,
                annotations,
                alert.startedAt(),
                alert.resolvedAt(),
                Fingerprint.of(labels));
    }

    private static Map<String, String> common(List<Told> told, Function<Told, Map<String, String>> texts) {
        Map<String, String> common = new HashMap<>(texts.apply(told.getFirst()));
        told.forEach(t -> common.entrySet().retainAll(texts.apply(t).entrySet()));
        return common;
    }
}
