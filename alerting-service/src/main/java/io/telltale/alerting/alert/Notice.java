package io.telltale.alerting.alert;

import io.telltale.events.AlertChanged;
import io.telltale.events.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * What the stream {@code EVENTS} has to hear of a transition, fixed at the moment it happened.
 *
 * @param id made from the alert and its new state, so the same transition twice is one notice
 * @param tenant whose alert it is
 * @param alert the alert's id
 * @param type {@code alert.firing} or {@code alert.resolved}
 * @param event the CloudEvent for the stream {@code EVENTS}, in its JSON format
 */
public record Notice(UUID id, String tenant, UUID alert, String type, String event) {

    private static final String SOURCE = "/alerting-service";

    /** The notice of a transition; none for those that nobody is told of. */
    public static Optional<Notice> of(Transition transition) {
        return switch (transition) {
            case Transition.Fired fired -> Optional.of(of(fired.alert()));
            case Transition.Resolved resolved -> Optional.of(of(resolved.alert()));
            case Transition.Escalated escalated -> Optional.of(escalation(escalated.alert()));
            case Transition.None n -> Optional.empty();
            case Transition.Pended p -> Optional.empty();
            case Transition.Prolonged p -> Optional.empty();
            case Transition.Eased e -> Optional.empty();
            case Transition.Withdrawn w -> Optional.empty();
        };
    }

    private static Notice of(Alert alert) {
        return of(alert, alert.state().wire());
    }

    /** An alert may become worse more than once, so the time at which it did makes the id. */
    private static Notice escalation(Alert alert) {
        return of(alert, alert.severity().wire() + "/" + Micros.of(alert.lastAt()));
    }

    private static Notice of(Alert alert, String what) {
        UUID id = UUID.nameUUIDFromBytes((alert.id() + "/" + what).getBytes(StandardCharsets.UTF_8));
        String tenant = alert.series().tenant();
        String type = "alert." + alert.state().wire();
        return new Notice(id, tenant, alert.id(), type, event(id, alert));
    }

    private static String event(UUID id, Alert alert) {
        AlertChanged changed = new AlertChanged(
                alert.series().tenant(),
                alert.id().toString(),
                alert.ruleName(),
                alert.severity().wire(),
                alert.series().device(),
                alert.series().metric(),
                alert.state().wire(),
                alert.value(),
                alert.summary(),
                alert.startedAt(),
                alert.resolvedAt(),
                alert.labels());
        String subject = String.join(
                "/",
                alert.series().tenant(),
                alert.series().device(),
                alert.series().metric());
        CloudEvent event = CloudEvent.of(id.toString(), SOURCE, AlertChanged.TYPE, subject, alert.lastAt(), changed);
        return new String(event.toBytes(), StandardCharsets.UTF_8);
    }
}
