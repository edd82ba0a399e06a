package io.telltale.alerting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.telltale.alerting.store.Endpoint;
import io.telltale.alerting.store.EndpointStore;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint on the API.
 *
 * @param secret only in the answer to its creation
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Webhook")
record WebhookJson(
        UUID id,
        String url,
        Optional<String> description,
        boolean enabled,
        Optional<String> disabledReason,
        Instant createdAt,
        Optional<String> secret) {

    static WebhookJson of(Endpoint endpoint) {
        return of(endpoint, Optional.empty());
    }

    static WebhookJson of(Endpoint endpoint, Optional<String> secret) {
        return new WebhookJson(
                endpoint.id(),
                endpoint.url().toString(),
                endpoint.description(),
                endpoint.enabled(),
                endpoint.disabledReason(),
                endpoint.createdAt(),
                secret);
    }

    @Override
    public String toString() {
        return "WebhookJson[id=" + id + ", url=" + url + ", secret=<secret>]";
    }

    /** What a new endpoint is made of. */
    @Schema(name = "NewWebhook")
    record New(
            @Schema(required = true, description = "http or https") @Nullable
            String url,

            @Nullable String description,

            @Schema(description = "whsec_ and base64 of 24 to 64 bytes; made when left out") @Nullable
            String secret) {

        @Override
        public String toString() {
            return "New[url=" + url + ", secret=<secret>]";
        }
    }

    /**
     * One delivery.
     *
     * @param id also the header {@code webhook-id}
     * @param event {@code alert.firing} or {@code alert.resolved}
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "Delivery")
    record Delivery(
            String id,
            String event,

            @Schema(enumeration = {"pending", "delivered", "failed", "dead"})
            String state,

            int attempts,
            OptionalInt lastStatus,
            Optional<String> lastError,
            Optional<Instant> nextAttemptAt,
            Instant createdAt,
            Optional<Instant> deliveredAt) {

        static Delivery of(EndpointStore.Delivery delivery) {
            return new Delivery(
                    "msg_" + delivery.id(),
                    delivery.event(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.lastStatus(),
                    delivery.lastError(),
                    delivery.nextAttemptAt(),
                    delivery.createdAt(),
                    delivery.deliveredAt());
        }
    }
}
