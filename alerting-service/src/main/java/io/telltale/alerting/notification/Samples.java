package io.telltale.alerting.notification;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Made-up notifications: templates are tried on them, and the test of an endpoint sends one. */
public final class Samples {

    private static final Duration AGO = Duration.ofMinutes(1);

    /** One of each shape: an alert alone and a group, firing and ended. */
    static final List<Notification> ALL = List.of(
            alone("default", Instant.EPOCH, true),
            alone("default", Instant.EPOCH, false),
            group("default", Instant.EPOCH, true),
            group("default", Instant.EPOCH, false));

    private Samples() {}

    /** An alert that fires, by itself, and says that it is only a test. */
    public static Notification firing(String tenant, Instant at) {
        return alone(tenant, at, true);
    }

    private static Notification alone(String tenant, Instant at, boolean firing) {
        Told told = told(tenant, "sample-device", at, firing);
        return notification(tenant, at, told.labels(), List.of(told));
    }

    private static Notification group(String tenant, Instant at, boolean firing) {
        List<Told> told =
                List.of(told(tenant, "sample-device", at, firing), told(tenant, "sample-device-2", at, false));
        return notification(tenant, at, Map.of("alertname", "Test"), told);
    }

    private static Notification notification(String tenant, Instant at, Map<String, String> group, List<Told> told) {
        Map<String, String> common = new HashMap<>(told.getFirst().labels());
        told.forEach(one -> common.entrySet().retainAll(one.labels().entrySet()));
        return new Notification(
                id(tenant + "/" + at),
                tenant,
                "test",
                "{}:{alertname=\"Test\"}",
                group,
                common,
                Map.of("summary", "This is only a test"),
                told.stream().anyMatch(Told::firing),
                told,
                0,
                at);
    }

    private static Told told(String tenant, String device, Instant at, boolean firing) {
        Instant start = at.minus(AGO);
        Optional<Instant> end = firing ? Optional.empty() : Optional.of(at);
        Map<String, String> labels = Map.of(
                "alertname", "Test", "tenant", tenant, "device", device, "metric", "temperature", "severity", "info");
        Alert alert = new Alert(
                id(device),
                id("rule"),
                1,
                "Test",
                "threshold",
                Severity.INFO,
                new SeriesKey(tenant, device, "temperature"),
                firing ? AlertState.FIRING : AlertState.RESOLVED,
                31.5,
                "This is only a test",
                start,
                at,
                Optional.empty(),
                end,
                Map.of(),
                Map.of("summary", "This is only a test"));
        Map<String, String> annotations = alert.annotations();
        return new Told(alert, firing, labels, annotations, start, end, Fingerprint.of(labels));
    }

    private static UUID id(String of) {
        return UUID.nameUUIDFromBytes(("sample/" + of).getBytes(StandardCharsets.UTF_8));
    }
}
