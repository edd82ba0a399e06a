package io.telltale.alerting.routing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where an alert goes: one receiver, one group.
 *
 * @param tenant whose alert it is
 * @param receiver by name
 * @param key of the group, as Alertmanager writes it: the route's matchers from the root, a colon, the group's labels
 * @param labels that all alerts of the group have
 * @param delay how long after the alert fires it may be told there: that of an escalation step
 * @param group id of the group, made from tenant, receiver, key and step, or the alert when it is alone
 * @param inStorm where it goes instead when too many come; only of what is alone, where the route says so
 */
public record Destination(
        UUID group,
        String tenant,
        String receiver,
        String key,
        Map<String, String> labels,
        GroupPlan plan,
        Duration delay,
        Optional<InStorm> inStorm) {

    /** The group of the rule's alerts that are too many to be told each by itself. */
    public record InStorm(Storm storm, Destination together) {}

    static UUID id(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8));
    }
}
