package io.telltale.alerting.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An alert as the API and the webhooks show it.
 *
 * @param tenant only in webhooks: on the API the token tells it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonPropertyOrder({
    "id",
    "tenant",
    "rule",
    "severity",
    "device",
    "metric",
    "state",
    "value",
    "summary",
    "startedAt",
    "resolvedAt",
    "labels",
    "annotations"
})
public record AlertJson(
        UUID id,
        Optional<String> tenant,
        RuleRef rule,
        String severity,
        String device,
        String metric,
        String state,
        double value,
        String summary,
        Instant startedAt,
        Optional<Instant> resolvedAt,
        Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations) {

    /** The rule behind an alert. */
    public record RuleRef(UUID id, String name) {}

    /** As the API shows it. */
    public static AlertJson of(Alert alert) {
        return of(alert, Optional.empty());
    }

    /** As webhooks show it, which tell the tenant. */
    public static AlertJson of(Alert alert, Optional<String> tenant) {
        return new AlertJson(
                alert.id(),
                tenant,
                new RuleRef(alert.ruleId(), alert.ruleName()),
                alert.severity().wire(),
                alert.series().device(),
                alert.series().metric(),
                alert.state().wire(),
                alert.value(),
                alert.summary(),
                alert.startedAt(),
                alert.resolvedAt(),
                alert.labels(),
                alert.annotations());
    }
}
