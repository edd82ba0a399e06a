package io.telltale.alerting.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one receiver is told of one group of alerts at one moment, whatever form it takes on the wire. Immutable.
 *
 * @param id made from the group and its counter, so that the same telling made twice is the same
 * @param receiver name of the receiver in the tenant's routing
 * @param groupKey names the group as Alertmanager does: the route's key, a colon and the group's labels
 * @param groupLabels the labels that all alerts of the group share by its definition
 * @param commonLabels labels that all told alerts have with the same value
 * @param commonAnnotations annotations that all told alerts have with the same value
 * @param firing whether at least one of the told alerts fires
 * @param alerts what is told of each, at least one
 * @param truncated alerts of the group that are not in {@code alerts} because there are too many
 * @param at when the group was told
 */
public record Notification(
        UUID id,
        String tenant,
        String receiver,
        String groupKey,
        Map<String, String> groupLabels,
        Map<String, String> commonLabels,
        Map<String, String> commonAnnotations,
        boolean firing,
        List<Told> alerts,
        int truncated,
        Instant at) {

    public Notification {
        groupLabels = Map.copyOf(groupLabels);
        commonLabels = Map.copyOf(commonLabels);
        commonAnnotations = Map.copyOf(commonAnnotations);
        alerts = List.copyOf(alerts);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("a notification tells of at least one alert");
        }
    }

    /** Whether the group is one alert by its definition ({@code group_by: ['...']}): all its labels are the group's. */
    public boolean alone() {
        return alerts.size() == 1
                && truncated == 0
                && alerts.getFirst().labels().equals(groupLabels);
    }

    /** {@code firing} or {@code resolved}. */
    public String status() {
        return firing ? "firing" : "resolved";
    }

    /** What kind of event it is: {@code alert.firing}, {@code alerts.resolved}… */
    public String type() {
        return (alone() ? "alert." : "alerts.") + status();
    }
}
