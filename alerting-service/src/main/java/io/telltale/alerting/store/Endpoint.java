package io.telltale.alerting.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook endpoint.
 *
 * @param disabledReason why it is not enabled
 * @param keys what it is signed with, the newest first; older ones until they expire
 */
public record Endpoint(
        UUID id,
        String tenant,
        EndpointSettings settings,
        Optional<String> disabledReason,
        Circuit circuit,
        List<SigningKey> keys,
        Instant createdAt) {

    public Endpoint {
        keys = List.copyOf(keys);
    }

    Endpoint with(List<SigningKey> newKeys) {
        return new Endpoint(id, tenant, settings, disabledReason, circuit, newKeys, createdAt);
    }

    /**
     * A key that webhooks are signed with; never printed.
     *
     * @param secret {@code whsec_…} or {@code whsk_…}
     * @param expiresAt when it signs no more, after a newer one took its place
     */
    public record SigningKey(String secret, Instant createdAt, Optional<Instant> expiresAt) {

        @Override
        public String toString() {
            return "SigningKey[createdAt=" + createdAt + ", expiresAt=" + expiresAt + ", secret=<secret>]";
        }
    }

    /**
     * How its receiver has been lately.
     *
     * @param failures attempts that failed since the last success
     * @param openUntil nothing is sent before, because too many failed
     * @param pausedUntil nothing is sent before, because the receiver asked for it
     */
    public record Circuit(int failures, Optional<Instant> openUntil, Optional<Instant> pausedUntil) {

        /** {@code closed}: all is sent; {@code open}: nothing; {@code half-open}: one, to see. */
        public String state(Instant now) {
            return openUntil
                    .map(until -> until.isAfter(now) ? "open" : "half-open")
                    .orElse("closed");
        }
    }
}
