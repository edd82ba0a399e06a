package io.telltale.alerting.store;

import io.telltale.alerting.store.DeliveryRows.Standing;
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
        return switch (outcome) {
            case Outcome.Delivered d -> {
                transactions.statement(
                        connection -> DeliveryRows.settle(connection, claim, Standing.DELIVERED, attempt));
                yield Aftermath.NONE;
            }
            case Outcome.Failed f ->
                settle(claim, attempt, Standing.failed(f.next()), connection -> {
                    if (!f.pause()) {
                        return failed(connection, claim);
                    }
                    CircuitRows.pause(connection, claim.endpoint(), f.next());
                    return Aftermath.NONE;
                });
            case Outcome.GivenUp g -> settle(claim, attempt, Standing.DEAD, connection -> failed(connection, claim));
            case Outcome.Gone g ->
                settle(claim, attempt, Standing.DEAD, connection -> {
                    CircuitRows.disable(connection, claim.endpoint(), g.reason());
                    return Aftermath.NONE;
                });
        };
    }

    private Aftermath settle(
            Claim claim, Attempt attempt, Standing standing, Transactions.Work<Aftermath, RuntimeException> then) {
        return transactions.run(connection ->
                DeliveryRows.settle(connection, claim, standing, attempt) ? then.run(connection) : Aftermath.NONE);
    }

    private Aftermath failed(Connection connection, Claim claim) throws SQLException {
        boolean opened = CircuitRows.fail(connection, claim.endpoint(), breaker, claim.probe());
        int expired = opened ? DeliveryRows.expire(connection, claim.endpoint(), breaker.patience()) : 0;
        return new Aftermath(opened, expired);
    }
}
