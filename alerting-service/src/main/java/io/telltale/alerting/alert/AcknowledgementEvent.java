package io.telltale.alerting.alert;

import io.telltale.events.AlertAcknowledged;
import io.telltale.events.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the stream {@code EVENTS} has to hear of an acknowledgement.
 *
 * @param id made from the alert, what was done and when, so the same twice is one event
 * @param type {@code alert.acknowledged} or {@code alert.unacknowledged}
 * @param json the CloudEvent in its JSON format
 */
public record AcknowledgementEvent(UUID id, String type, String json) {

    private static final String SOURCE = "/alerting-service";

    /** Somebody took the alert on. */
    public static AcknowledgementEvent taken(Alert alert, Acknowledgement taken) {
        return of(alert, true, Optional.of(taken.by()), taken.at(), taken.until(), taken.comment());
    }

    /** It is nobody's again: {@code by} gave it back, or the time was over. */
    public static AcknowledgementEvent ended(Alert alert, Optional<String> by, Instant at) {
        return of(alert, false, by, at, Optional.empty(), Optional.empty());
    }

    private static AcknowledgementEvent of(
            Alert alert,
            boolean acknowledged,
            Optional<String> by,
            Instant at,
            Optional<Instant> until,
            Optional<String> comment) {
        String type = acknowledged ? "alert.acknowledged" : "alert.unacknowledged";
        UUID id = UUID.nameUUIDFromBytes((alert.id() + "/" + type + "/" + at).getBytes(StandardCharsets.UTF_8));
        AlertAcknowledged data = new AlertAcknowledged(
                alert.series().tenant(),
                alert.id().toString(),
                alert.ruleName(),
                alert.severity().wire(),
                alert.series().device(),
                alert.series().metric(),
                acknowledged,
                by,
                at,
                until,
                comment);
        String subject = String.join(
                "/",
                alert.series().tenant(),
                alert.series().device(),
                alert.series().metric());
        CloudEvent event = CloudEvent.of(id.toString(), SOURCE, AlertAcknowledged.TYPE, subject, at, data);
        return new AcknowledgementEvent(id, type, new String(event.toBytes(), StandardCharsets.UTF_8));
    }
}
