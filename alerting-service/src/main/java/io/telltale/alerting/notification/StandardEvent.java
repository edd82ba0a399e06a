package io.telltale.alerting.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.telltale.alerting.alert.AlertJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Type, timestamp and data. An alert that is a group by itself is told as {@code alert.firing} with the alert as its data;
 * any other group as {@code alerts.firing} with all of its alerts.
 */
final class StandardEvent implements EndpointFormat {

    @Override
    public String render(Notification n) {
        Instant at = n.alone() ? n.alerts().getFirst().alert().lastAt() : n.at();
        return Body.json(new Event(n.type(), at, data(n), null));
    }

    /** The same for an endpoint whose own form failed, which it says; nothing is lost for that. */
    static String withProblem(Notification n, String problem) {
        return Body.json(new Event(n.type(), n.at(), data(n), problem));
    }

    /** The data of an event: one alert, or the group. */
    static Object data(Notification n) {
        return n.alone() ? data(n, n.alerts().getFirst()) : group(n);
    }

    private static AlertJson data(Notification n, Told told) {
        return AlertJson.of(told.alert(), Optional.of(n.tenant()));
    }

    private static Group group(Notification n) {
        return new Group(
                n.id().toString(),
                n.tenant(),
                n.receiver(),
                n.status(),
                n.groupLabels(),
                n.commonLabels(),
                n.alerts().stream().map(told -> data(n, told)).toList(),
                n.truncated());
    }

    /** Standard Webhooks' envelope. */
    @JsonPropertyOrder({"type", "timestamp", "data", "problem"})
    private record Event(
            String type,
            Instant timestamp,
            Object data,
            @Nullable String problem) {}

    /** What is told of a group. Labels are there even when there are none. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonPropertyOrder({"id", "tenant", "receiver", "status", "groupLabels", "commonLabels", "alerts", "truncated"})
    private record Group(
            String id,
            String tenant,
            String receiver,
            String status,
            Map<String, String> groupLabels,
            Map<String, String> commonLabels,
            List<AlertJson> alerts,
            int truncated) {}
}
