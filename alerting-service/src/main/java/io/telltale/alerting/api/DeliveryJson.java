package io.telltale.alerting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.alerting.store.Attempt;
import io.telltale.alerting.store.DeliveryLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One delivery, with what was sent and what came back the last time.
 *
 * @param id also the header {@code webhook-id}
 * @param webhook the endpoint's id
 * @param event such as {@code alert.firing} or {@code alerts.resolved}
 * @param log every attempt that is remembered, the latest first; only of a single delivery
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Delivery")
record DeliveryJson(
        String id,
        UUID webhook,
        String event,

        @Schema(enumeration = {"pending", "delivered", "failed", "dead"})
        String state,

        int attempts,
        OptionalInt lastStatus,
        Optional<String> lastError,
        Optional<Instant> nextAttemptAt,
        Instant createdAt,
        Optional<Instant> deliveredAt,
        Optional<String> requestExcerpt,
        Optional<String> responseExcerpt,
        Optional<Long> durationMillis,
        Optional<List<AttemptJson>> log) {

    static DeliveryJson of(DeliveryLog.Delivery delivery) {
        return of(delivery, Optional.empty());
    }

    static DeliveryJson of(DeliveryLog.Delivery delivery, Optional<List<AttemptJson>> log) {
        return new DeliveryJson(
                "msg_" + delivery.id(),
                delivery.endpoint(),
                delivery.event(),
                delivery.state(),
                delivery.attempts(),
                delivery.lastStatus(),
                delivery.lastError(),
                delivery.nextAttemptAt(),
                delivery.createdAt(),
                delivery.deliveredAt(),
                delivery.latest().map(Attempt::request),
                delivery.latest().map(Attempt::response).filter(text -> !text.isEmpty()),
                delivery.latest().map(attempt -> attempt.took().toMillis()),
                log);
    }

    /** One attempt. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "DeliveryAttempt")
    record AttemptJson(
            int attempt,
            Instant at,
            long durationMillis,
            OptionalInt status,
            Optional<String> error,
            String requestExcerpt,
            Optional<String> responseExcerpt) {

        static AttemptJson of(DeliveryLog.Numbered numbered) {
            Attempt what = numbered.what();
            return new AttemptJson(
                    numbered.attempt(),
                    what.at(),
                    what.took().toMillis(),
                    what.status(),
                    what.error(),
                    what.request(),
                    Optional.of(what.response()).filter(text -> !text.isEmpty()));
        }
    }

    /** What came back to a test. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "WebhookTest")
    record Tested(
            boolean delivered,
            OptionalInt status,
            Optional<String> error,
            long millis,
            String requestExcerpt,
            Optional<String> responseExcerpt) {

        static Tested of(Attempt attempt) {
            return new Tested(
                    attempt.error().isEmpty(),
                    attempt.status(),
                    attempt.error(),
                    attempt.took().toMillis(),
                    attempt.request(),
                    Optional.of(attempt.response()).filter(text -> !text.isEmpty()));
        }
    }

    /** What to send again: one, or all since a time. */
    @Schema(name = "WebhookReplay")
    record Replay(
            @Schema(description = "the id of one delivery, whatever its state") @Nullable
            String delivery,

            @Schema(description = "all that were made since then") @Nullable
            Instant since,

            @Schema(
                    description = "of these, those in this state",
                    enumeration = {"dead", "failed", "delivered"},
                    defaultValue = "dead")
            @Nullable
            String state) {}

    /** How many are sent again; as many as may be at once mean that there may be more. */
    @Schema(name = "WebhookReplayed")
    record Replayed(int replayed) {}
}
