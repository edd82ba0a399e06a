package io.telltale.alerting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.telltale.alerting.delivery.WebhookSecret;
import io.telltale.alerting.notification.FormatChoice;
import io.telltale.alerting.store.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint on the API.
 *
 * @param headerNames its own headers; nobody sees their values again
 * @param secret only in the answer to its creation and to a rotation
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonPropertyOrder({"id", "name", "url", "description", "format", "template", "headerNames", "ratePerMinute", "enabled"
})
@Schema(name = "Webhook")
record WebhookJson(
        UUID id,
        String name,
        String url,
        Optional<String> description,
        String format,
        Optional<TemplateJson> template,
        List<String> headerNames,
        OptionalInt ratePerMinute,
        boolean enabled,
        Optional<String> disabledReason,
        CircuitJson circuit,
        List<KeyJson> keys,
        Instant createdAt,
        Optional<String> secret) {

    /** A body of its own. */
    @Schema(name = "WebhookTemplate")
    record TemplateJson(
            @Schema(required = true, description = "in the language of Qute") @Nullable
            String body,

            @Schema(defaultValue = "application/json") @Nullable
            String contentType) {

        static TemplateJson of(FormatChoice.Text text) {
            return new TemplateJson(text.body(), text.contentType());
        }
    }

    /** How its receiver has been. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "WebhookCircuit")
    record CircuitJson(
            @Schema(enumeration = {"closed", "open", "half-open"})
            String state,

            int failures,
            Optional<Instant> openUntil,
            Optional<Instant> pausedUntil) {

        static CircuitJson of(Endpoint.Circuit circuit, Instant now) {
            return new CircuitJson(
                    circuit.state(now),
                    circuit.failures(),
                    circuit.openUntil().filter(now::isBefore),
                    circuit.pausedUntil().filter(now::isBefore));
        }
    }

    /** A key that signs: what of it is no secret. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "WebhookKey")
    record KeyJson(
            @Schema(enumeration = {"v1", "v1a"}) String signature,

            @Schema(description = "whpk_…, of v1a") Optional<String> publicKey,
            Instant createdAt,
            Optional<Instant> expiresAt) {

        static KeyJson of(Endpoint.SigningKey key) {
            return new KeyJson(
                    WebhookSecret.scheme(key.secret()).wire(),
                    WebhookSecret.publicKey(key.secret()),
                    key.createdAt(),
                    key.expiresAt());
        }
    }

    static WebhookJson of(Endpoint endpoint) {
        return of(endpoint, Optional.empty());
    }

    /** With its newest key, when the receiver must have it too. */
    static WebhookJson withSecret(Endpoint endpoint) {
        String secret = endpoint.keys().getFirst().secret();
        return of(
                endpoint,
                WebhookSecret.scheme(secret) == WebhookSecret.Scheme.V1 ? Optional.of(secret) : Optional.empty());
    }

    private static WebhookJson of(Endpoint endpoint, Optional<String> secret) {
        return new WebhookJson(
                endpoint.id(),
                endpoint.settings().name(),
                endpoint.settings().url().toString(),
                endpoint.settings().description(),
                endpoint.settings().format().kind().wire(),
                endpoint.settings().format().template().map(TemplateJson::of),
                endpoint.settings().headers().keySet().stream().sorted().toList(),
                endpoint.settings().perMinute(),
                endpoint.settings().enabled(),
                endpoint.disabledReason(),
                CircuitJson.of(endpoint.circuit(), Instant.now()),
                endpoint.keys().stream().map(KeyJson::of).toList(),
                endpoint.createdAt(),
                secret);
    }

    @Override
    public String toString() {
        return "WebhookJson[id=" + id + ", name=" + name + ", secret=<secret>]";
    }

    /** What a rotation asks for. */
    @Schema(name = "WebhookRotation")
    record Rotation(
            @Schema(description = "how long the old keys sign beside the new one; at most P30D", defaultValue = "P1D")
            @Nullable
            Duration overlap,

            @Schema(
                    enumeration = {"v1", "v1a"},
                    description = "as before when left out")
            @Nullable
            String signature,

            @Schema(description = "whsec_… or whsk_…; made when left out") @Nullable
            String secret) {

        @Override
        public String toString() {
            return "Rotation[overlap=" + overlap + ", signature=" + signature + ", secret=<secret>]";
        }
    }
}
