package io.telltale.alerting.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** Deliveries as those see them who make them: claimed, attempted, settled. Blocks; any thread. */
public final class DeliveryStore {

    private final Transactions transactions;

    public DeliveryStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** How an attempt ended. */
    public sealed interface Outcome {

        /** The receiver answered 2xx. */
        record Delivered(int status) implements Outcome {}

        /** It did not; the next attempt is at {@code next}. {@code pause} holds back all else for the endpoint too. */
        record Failed(OptionalInt status, String error, Instant next, boolean pause) implements Outcome {}

        /** It did not, and that was the last attempt. */
        record GivenUp(OptionalInt status, String error) implements Outcome {}

        /** The receiver wants nothing any more: its endpoint is disabled, and all that waits for it is given up. */
        record Gone(int status, String reason) implements Outcome {}
    }

    /**
     * Claims what is due: per endpoint the oldest first, no more than its free places, and of one alert only the first
     * that is not done, so that a receiver hears of a firing before it hears of its end.
     *
     * @param busy attempts under way here by endpoint
     * @param perEndpoint most attempts at once to one endpoint
     * @param limit most deliveries to claim
     * @param lease how long nobody else may take them
     */
    public List<Claim> claim(Map<UUID, Integer> busy, int perEndpoint, int limit, Duration lease) {
        return transactions.statement(connection -> DeliveryRows.claim(connection, busy, perEndpoint, limit, lease));
    }

    /** Keeps others away from claims for another {@code lease}; one that has run out and was taken stays taken. */
    public void renew(Collection<Claim> claims, Duration lease) {
        transactions.statement(connection -> DeliveryRows.renew(connection, claims, lease));
    }

    /** Writes how an attempt ended; does nothing when the claim has run out and the delivery is somebody else's. */
    public void settle(Claim claim, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered d ->
                transactions.statement(connection -> DeliveryRows.delivered(connection, claim, d.status()));
            case Outcome.GivenUp g ->
                transactions.statement(connection -> DeliveryRows.dead(connection, claim, g.status(), g.error()));
            case Outcome.Failed f ->
                transactions.run(connection -> {
                    boolean mine = DeliveryRows.failed(connection, claim, f.status(), f.error(), f.next());
                    if (f.pause()) {
                        EndpointRows.pause(connection, claim.endpoint(), f.next());
                    }
                    return mine;
                });
            case Outcome.Gone g ->
                transactions.run(connection -> {
                    boolean mine = DeliveryRows.dead(connection, claim, OptionalInt.of(g.status()), g.reason());
                    EndpointRows.disable(connection, claim.endpoint(), g.reason());
                    return mine;
                });
        }
    }
}
