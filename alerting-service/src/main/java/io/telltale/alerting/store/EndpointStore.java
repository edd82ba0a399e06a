package io.telltale.alerting.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The webhook endpoints and what was sent to them, as operators see them. Blocks; any thread. */
@ApplicationScoped
public class EndpointStore {

    private final Transactions transactions;

    public EndpointStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** An endpoint and its place in the list. */
    public record Listed(Endpoint endpoint, long seq) {}

    /** A delivery as operators see it. */
    public record Delivery(
            UUID id,
            long seq,
            String event,
            String state,
            int attempts,
            OptionalInt lastStatus,
            Optional<String> lastError,
            Optional<Instant> nextAttemptAt,
            Instant createdAt,
            Optional<Instant> deliveredAt) {}

    /** Adds an endpoint with its signing secret, unless its tenant has {@code most} already. Whether it did. */
    public boolean add(Endpoint endpoint, String secret, int most) {
        return transactions.run(connection -> {
            if (EndpointRows.count(connection, endpoint.tenant()) >= most) {
                return false;
            }
            EndpointRows.insert(connection, endpoint, secret);
            return true;
        });
    }

    /** A tenant's endpoints after a place in the list, oldest first. */
    public List<Listed> page(String tenant, long after, int limit) {
        return transactions.run(connection -> EndpointRows.page(connection, tenant, after, limit));
    }

    /** An endpoint of a tenant. */
    public Optional<Endpoint> find(String tenant, UUID id) {
        return transactions.run(connection -> EndpointRows.find(connection, tenant, id));
    }

    /** Removes an endpoint and its deliveries; whether there was one. */
    public boolean remove(String tenant, UUID id) {
        return transactions.run(connection -> EndpointRows.delete(connection, tenant, id));
    }

    /** An endpoint's deliveries before a place in the list, newest first. */
    public List<Delivery> deliveries(UUID endpoint, long before, int limit) {
        return transactions.run(connection -> DeliveryRows.page(connection, endpoint, before, limit));
    }
}
