package io.telltale.alerting.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery that this replica may attempt now, and nobody else until the claim runs out.
 *
 * @param outgoing what is sent where
 * @param endpoint whose it is
 * @param attempt which attempt this is, from 1
 * @param dueSince when it was first due, or replayed
 * @param probe whether it tries out whether an endpoint that failed is well again
 * @param claimedBy proves the claim when the outcome is written
 */
public record Claim(Outgoing outgoing, UUID endpoint, int attempt, Instant dueSince, boolean probe, UUID claimedBy) {

    /** The delivery's id. */
    public UUID delivery() {
        return outgoing.id();
    }
}
