package io.telltale.alerting.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What Alertmanager posts to a webhook receiver, version 4, field by field: whatever understands Alertmanager understands
 * this.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
final class AlertmanagerWebhook implements EndpointFormat {

    private static final String VERSION = "4";
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Links links;

    AlertmanagerWebhook(Links links) {
        this.links = links;
    }

    @Override
    public String render(Notification n) {
        return Body.json(new Payload(
                n.receiver(),
                n.status(),
                n.alerts().stream().sorted(byLabels()).map(this::alert).toList(),
                n.groupLabels(),
                n.commonLabels(),
                n.commonAnnotations(),
                links.console(),
                VERSION,
                n.groupKey(),
                n.truncated()));
    }

    private Item alert(Told told) {
        return new Item(
                told.status(),
                told.labels(),
                told.annotations(),
                GoTime.format(told.startsAt()),
                told.endsAt().map(GoTime::format).orElse(NEVER),
                links.of(told),
                told.fingerprint());
    }

    /** Alertmanager's order within a group: by job and instance where there are such, then by all labels. */
    static Comparator<Told> byLabels() {
        return Comparator.<Told, String>comparing(told -> told.labels().getOrDefault("job", ""))
                .thenComparing(told -> told.labels().getOrDefault("instance", ""))
                .thenComparing(Told::labels, LabelOrder::compare);
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonPropertyOrder({
        "receiver",
        "status",
        "alerts",
        "groupLabels",
        "commonLabels",
        "commonAnnotations",
        "externalURL",
        "version",
        "groupKey",
        "truncatedAlerts"
    })
    private record Payload(
            String receiver,
            String status,
            List<Item> alerts,
            Map<String, String> groupLabels,
            Map<String, String> commonLabels,
            Map<String, String> commonAnnotations,
            String externalURL,
            String version,
            String groupKey,
            int truncatedAlerts) {}

    @JsonPropertyOrder({"status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint"})
    private record Item(
            String status,
            Map<String, String> labels,
            Map<String, String> annotations,
            String startsAt,
            String endsAt,
            String generatorURL,
            String fingerprint) {}
}
