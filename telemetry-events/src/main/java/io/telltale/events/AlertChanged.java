package io.telltale.events;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An alert went to a new state; published from the same transaction that stored it.
 *
 * @param alert the alert's id, the same from pending to resolved
 * @param rule name of the rule
 * @param state pending, firing or resolved
 * @param value the value that brought the change
 * @param summary one sentence for people
 * @param startedAt when the condition was first met
 * @param resolvedAt when it ended
 */
public record AlertChanged(
        String tenant,
        String alert,
        String rule,
        String severity,
        String device,
        String metric,
        String state,
        double value,
        String summary,
        Instant startedAt,
        Optional<Instant> resolvedAt,
        Map<String, String> labels) {

    /** The CloudEvents type. */
    public static final String TYPE = "io.telltale.alert.changed";

    public AlertChanged {
        labels = Map.copyOf(labels);
    }
}
