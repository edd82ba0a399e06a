package io.telltale.alerting.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Deliveries as those see them who make them: claimed, attempted, settled. Blocks; any thread. */
public final class DeliveryStore {

    private final Transactions transactions;
    private final Breaker breaker;

    public DeliveryStore(Transactions transactions, Breaker breaker) {
        this.transactions = transactions;
        this.breaker = breaker;
    }

    /**
     * When an endpoint that fails is left alone.
     *
     * @param trips failures in a row that open its circuit
     * @param pause how long it stays open the first time; doubles each time
     * @param longest the most it comes to
     * @param patience what waits longer than that for an endpoint that fails is given up
     */
    public record Breaker(int trips, Duration pause, Duration longest, Duration patience) {}

    /** Room for attempts. */
    record Places(int perEndpoint, int trips) {}

    /** How an attempt ended. */
    public sealed interface Outcome {

        /** The receiver answered 2xx. */
        record Delivered() implements Outcome {}

        /** It did not; the next attempt is at {@code next}. {@code pause} holds back all else for the endpoint too. */
        record Failed(Instant next, boolean pause) implements Outcome {}

        /** It did not, and that was the last attempt. */
        record GivenUp() implements Outcome {}

        /** The receiver wants nothing any more: its endpoint is disabled, and all that waits for it is given up. */
        record Gone(String reason) implements Outcome {}
    }

    /**
     * What an outcome did beyond its own delivery.
     *
     * @param opened whether the circuit of the endpoint opened now
     * @param expired other deliveries that were given up, because they waited too long
     */
    public record Aftermath(boolean opened, int expired) {

        static final Aftermath NONE = new Aftermath(false, 0);
    }

    /**
     * Claims what is due: per endpoint the oldest first, no more than its free places, its rate and its circuit allow, and of one
     * group only the first that is not done, so that a receiver hears of a firing before it hears of its end.
     *
     * @param busy attempts under way here by endpoint
     * @param perEndpoint most attempts at once to one endpoint
     * @param limit most deliveries to claim
     * @param lease how long nobody else may take them
     */
    public List<Claim> claim(Map<UUID, Integer> busy, int perEndpoint, int limit, Duration lease) {
        Places places = new Places(perEndpoint, breaker.trips());
        return transactions.statement(connection -> ClaimRows.claim(connection, busy, places, limit, lease));
    }

    /** Keeps others away from claims for another {@code lease}; one that has run out and was taken stays taken. */
    public void renew(Collection<Claim> claims, Duration lease) {
        transactions.statement(connection -> ClaimRows.renew(connection, claims, lease));
    }

    /** Writes how an attempt ended; does nothing when the claim has run out and the delivery is somebody else's. */
    public Aftermath settle(Claim claim, Attempt attempt, Outcome outcome) {
        return transactions.run(connection -> {
            DeliveryRows.Standing standing =
                    switch (outcome) {
                        case Outcome.Delivered d -> DeliveryRows.Standing.DELIVERED;
                        case Outcome.Failed f -> DeliveryRows.Standing.failed(f.next());
                        case Outcome.GivenUp g -> DeliveryRows.Standing.DEAD;
                        case Outcome.Gone g -> DeliveryRows.Standing.DEAD;
                    };
            if (!DeliveryRows.settle(connection, claim, standing, attempt)) {
                return Aftermath.NONE;
            }
            return switch (outcome) {
                case Outcome.Delivered d -> {
                    CircuitRows.close(connection, claim.endpoint());
                    yield Aftermath.NONE;
                }
                case Outcome.Failed f
                when f.pause() -> {
                    CircuitRows.pause(connection, claim.endpoint(), f.next());
                    yield Aftermath.NONE;
                }
                case Outcome.Failed f -> failed(connection, claim);
                case Outcome.GivenUp g -> failed(connection, claim);
                case Outcome.Gone g -> {
                    CircuitRows.disable(connection, claim.endpoint(), g.reason());
                    yield Aftermath.NONE;
                }
            };
        });
    }

    private Aftermath failed(Connection connection, Claim claim) throws SQLException {
        boolean opened = CircuitRows.fail(connection, claim.endpoint(), breaker, claim.probe());
        int expired = opened ? DeliveryRows.expire(connection, claim.endpoint(), breaker.patience()) : 0;
        return new Aftermath(opened, expired);
    }
}
