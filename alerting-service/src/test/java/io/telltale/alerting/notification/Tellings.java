package io.telltale.alerting.notification;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Notifications for tests. */
public final class Tellings {

    public static final Instant T0 = Instant.parse("2026-11-21T10:00:00.120Z");
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000000a");

    private Tellings() {}

    /** One alert that is a group by itself. */
    public static Notification alone(boolean firing) {
        Told told = told("pump-7", firing);
        return notification("default", told.labels(), List.of(told));
    }

    /** Alerts grouped by their name, of which at least one fires if the first does. */
    public static Notification grouped(Told... told) {
        return notification("team", Map.of("alertname", "Too hot"), List.of(told));
    }

    /** An alert of a pump that is too hot. */
    public static Told told(String device, boolean firing) {
        Map<String, String> labels = Map.of(
                "alertname",
                "Too hot",
                "severity",
                "critical",
                "device",
                device,
                "metric",
                "temperature",
                "site",
                "nord");
        Map<String, String> annotations = Map.of("summary", "temperature of " + device + " is 31.5, above 30");
        Optional<Instant> end = firing ? Optional.empty() : Optional.of(T0.plusSeconds(90));
        return new Told(alert(device, firing, end), firing, labels, annotations, T0, end, Fingerprint.of(labels));
    }

    private static Alert alert(String device, boolean firing, Optional<Instant> end) {
        return new Alert(
                UUID.nameUUIDFromBytes(device.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                1,
                "Too hot",
                "threshold",
                Severity.CRITICAL,
                new SeriesKey("default", device, "temperature"),
                firing ? AlertState.FIRING : AlertState.RESOLVED,
                31.5,
                "temperature of " + device + " is 31.5, above 30",
                T0,
                end.orElse(T0),
                Optional.empty(),
                end,
                Map.of("site", "nord"),
                Map.of());
    }

    private static Notification notification(String receiver, Map<String, String> group, List<Told> alerts) {
        return new Notification(
                ID,
                "default",
                receiver,
                "{}:" + group,
                group,
                common(alerts.stream().map(Told::labels).toList()),
                common(alerts.stream().map(Told::annotations).toList()),
                alerts.stream().anyMatch(Told::firing),
                alerts,
                0,
                T0.plusSeconds(1));
    }

    private static Map<String, String> common(List<Map<String, String>> all) {
        Map<String, String> common = new HashMap<>(all.getFirst());
        all.forEach(one -> common.entrySet().retainAll(one.entrySet()));
        return common;
    }
}
