package io.telltale.alerting.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.telltale.alerting.alert.AlertJson;
import io.telltale.events.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Type, timestamp and data. An alert that is a group by itself is told as {@code alert.firing} with the alert as its data;
 * any other group as {@code alerts.firing} with all of its alerts.
 */
final class StandardEvent implements EndpointFormat {

    @Override
    public String render(Notification n) {
        return write(
                n.alone()
                        ? new Event(
                                n.type(),
                                n.alerts().getFirst().alert().lastAt(),
                                data(n, n.alerts().getFirst()))
                        : new Event(n.type(), n.at(), group(n)));
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

    private static String write(Event event) {
        try {
            return Json.MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a webhook body is always JSON", e);
        }
    }

    /** Standard Webhooks' envelope. */
    @JsonPropertyOrder({"type", "timestamp", "data"})
    private record Event(String type, Instant timestamp, Object data) {}

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
