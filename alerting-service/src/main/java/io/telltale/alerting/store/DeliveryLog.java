package io.telltale.alerting.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What was sent to endpoints, as operators look at it, and its replay. Blocks; any thread. */
@ApplicationScoped
public class DeliveryLog {

    private final Transactions transactions;

    public DeliveryLog(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A delivery with its latest attempt. */
    public record Delivery(
            UUID id,
            long seq,
            UUID endpoint,
            String event,
            String state,
            int attempts,
            OptionalInt lastStatus,
            Optional<String> lastError,
            Optional<Instant> nextAttemptAt,
            Instant createdAt,
            Optional<Instant> deliveredAt,
            Optional<Attempt> latest) {}

    /** One attempt at a delivery, and its number. */
    public record Numbered(int attempt, Attempt what) {}

    /**
     * What to list of a tenant.
     *
     * @param endpoint of this one only
     * @param state in this state only
     */
    public record Filter(String tenant, Optional<UUID> endpoint, Optional<String> state) {}

    /** Deliveries before a place in the list, newest first. */
    public List<Delivery> page(Filter filter, long before, int limit) {
        return transactions.run(connection -> LogRows.page(connection, filter, before, limit));
    }

    /** A delivery to an endpoint of a tenant. */
    public Optional<Delivery> find(String tenant, UUID endpoint, UUID delivery) {
        return transactions.run(connection -> LogRows.find(connection, tenant, endpoint, delivery));
    }

    /** The attempts that are remembered of a delivery, the latest first. */
    public List<Numbered> attempts(UUID delivery) {
        return transactions.run(connection -> LogRows.attempts(connection, delivery));
    }

    /**
     * Sends a delivery again from the beginning, with the same id and body; one that is on its way is tried at once.
     *
     * @return whether the endpoint has it
     */
    public boolean replay(UUID endpoint, UUID delivery) {
        return transactions.run(connection -> LogRows.replay(connection, endpoint, delivery));
    }

    /**
     * Sends deliveries again that were made since a time and are in the given state now, the oldest first.
     *
     * @param limit most at once
     * @return how many
     */
    public int replay(UUID endpoint, Instant since, String state, int limit) {
        return transactions.run(connection -> LogRows.replay(connection, endpoint, since, state, limit));
    }
}
