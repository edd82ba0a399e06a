package io.telltale.alerting.group;

import io.telltale.alerting.routing.GroupPlan;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Alerts that one receiver is told of together, as the database has them.
 *
 * @param notBefore when its {@code group_wait} or {@code group_interval} is over
 * @param toldAt when its receiver was told last
 * @param flushes how often it was told
 * @param createdAt tells one life of the group from another with the same id
 */
public record Group(
        UUID id,
        String tenant,
        String receiver,
        String key,
        Map<String, String> labels,
        GroupPlan plan,
        Instant notBefore,
        Optional<Instant> toldAt,
        long flushes,
        Instant createdAt) {}
