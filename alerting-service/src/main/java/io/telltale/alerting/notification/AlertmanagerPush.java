package io.telltale.alerting.notification;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Alerts as Alertmanager's API v2 takes them. It takes an alert for ended when it hears nothing more of it, so one that fires
 * is said to end {@link #UNTIL} after it was told: far later than a group is told again, and the end itself is told when it comes.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">its OpenAPI document</a>
 */
final class AlertmanagerPush implements EndpointFormat {

    /** As long as an Alertmanager remembers by default. */
    static final Duration UNTIL = Duration.ofHours(120);

    private final Links links;

    AlertmanagerPush(Links links) {
        this.links = links;
    }

    @Override
    public String render(Notification n) {
        List<Postable> alerts = n.alerts().stream()
                .sorted(AlertmanagerWebhook.byLabels())
                .map(told -> postable(told, n.at()))
                .toList();
        return Body.json(alerts);
    }

    private Postable postable(Told told, Instant at) {
        return new Postable(
                told.labels(),
                told.annotations(),
                GoTime.format(told.startsAt()),
                GoTime.format(told.endsAt().orElse(at.plus(UNTIL))),
                links.of(told));
    }

    @JsonPropertyOrder({"labels", "annotations", "startsAt", "endsAt", "generatorURL"})
    private record Postable(
            Map<String, String> labels,
            Map<String, String> annotations,
            String startsAt,
            String endsAt,
            String generatorURL) {}
}
