package io.telltale.alerting.store;

import java.net.URI;
import java.util.UUID;

/**
 * A delivery that this replica may attempt now, and nobody else until the claim runs out.
 *
 * @param delivery its id, sent as {@code webhook-id}
 * @param endpoint where it goes
 * @param url of the endpoint
 * @param secret to sign with; never printed
 * @param body what is sent, byte for byte the same at every attempt
 * @param attempt which attempt this is, from 1
 * @param claimedBy proves the claim when the outcome is written
 */
public record Claim(UUID delivery, UUID endpoint, URI url, String secret, String body, int attempt, UUID claimedBy) {

    @Override
    public String toString() {
        return "Claim[delivery=" + delivery + ", endpoint=" + endpoint + ", attempt=" + attempt + ", secret=<secret>]";
    }
}
