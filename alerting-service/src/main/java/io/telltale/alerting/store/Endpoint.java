package io.telltale.alerting.store;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook endpoint as operators see it; its secret stays in the database and in the {@link Claim}s.
 *
 * @param enabled false once the receiver said it is gone for good
 * @param disabledReason why it is not enabled
 */
public record Endpoint(
        UUID id,
        String tenant,
        URI url,
        Optional<String> description,
        boolean enabled,
        Optional<String> disabledReason,
        Instant createdAt) {}
