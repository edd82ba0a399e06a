package io.telltale.alerting.store;

import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.rule.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a tenant's alerts to list. What is empty asks nothing.
 *
 * @param rule id or name
 * @param acknowledged whether somebody is at it
 * @param muted whether a silence, another alert or its own flapping keeps it quiet
 * @param now by which an acknowledgement stands or is over
 */
public record AlertFilter(
        String tenant,
        Set<AlertState> states,
        Set<Severity> severities,
        Optional<String> device,
        Optional<String> rule,
        Optional<Boolean> acknowledged,
        Optional<Boolean> muted,
        Instant now) {

    public AlertFilter {
        states = Set.copyOf(states);
        severities = Set.copyOf(severities);
    }

    /** All alerts of a tenant. */
    public static AlertFilter all(String tenant, Instant now) {
        return new AlertFilter(
                tenant,
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now);
    }
}
