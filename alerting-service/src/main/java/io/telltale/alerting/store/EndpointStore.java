package io.telltale.alerting.store;

import io.telltale.alerting.store.Endpoint.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The webhook endpoints as operators see and change them. Blocks; any thread. */
@ApplicationScoped
public class EndpointStore {

    private final Transactions transactions;

    public EndpointStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** An endpoint and its place in the list. */
    public record Listed(Endpoint endpoint, long seq) {}

    /** What became of a wish. */
    public sealed interface Change {

        /** It is done. */
        record Done(Endpoint endpoint) implements Change {}

        /** The tenant has as many endpoints, or the endpoint as many keys, as it may. */
        record TooMany() implements Change {}

        /** Another endpoint of the tenant has the name. */
        record NameTaken() implements Change {}

        /** The tenant has no such endpoint. */
        record Unknown() implements Change {}
    }

    /** How many endpoints there are of all tenants. */
    public record Counted(long closed, long open, long limited, long disabled) {}

    /** Adds an endpoint with its keys, unless its tenant has {@code most} already or its name is taken. */
    public Change add(Endpoint endpoint, int most) {
        return transactions.run(connection -> {
            if (EndpointRows.count(connection, endpoint.tenant()) >= most) {
                return new Change.TooMany();
            }
            return EndpointRows.insert(connection, endpoint) ? new Change.Done(endpoint) : new Change.NameTaken();
        });
    }

    /** A tenant's endpoints after a place in the list, oldest first. */
    public List<Listed> page(String tenant, long after, int limit) {
        return transactions.run(connection -> EndpointRows.page(connection, tenant, after, limit));
    }

    /** An endpoint of a tenant. */
    public Optional<Endpoint> find(String tenant, UUID id) {
        return transactions.run(connection -> EndpointRows.find(connection, tenant, id, false));
    }

    /**
     * Changes what is said of an endpoint. Enabled again, or sent elsewhere, it begins with a clean slate.
     *
     * @param by who does it, for the reason when it is disabled
     * @param change gives the new settings by the present ones; may throw to leave it all as it is
     */
    public Change change(String tenant, UUID id, String by, UnaryOperator<EndpointSettings> change) {
        return transactions.run(connection -> {
            Optional<Endpoint> present = EndpointRows.find(connection, tenant, id, true);
            if (present.isEmpty()) {
                return new Change.Unknown();
            }
            EndpointSettings before = present.get().settings();
            EndpointSettings after = change.apply(before);
            if (EndpointRows.nameTaken(connection, tenant, id, after.name())) {
                return new Change.NameTaken();
            }
            Optional<String> reason = after.enabled()
                    ? Optional.empty()
                    : present.get().disabledReason().or(() -> Optional.of("disabled by " + by));
            boolean anew = !after.url().equals(before.url()) || (after.enabled() && !before.enabled());
            EndpointRows.update(connection, id, after, reason, anew);
            return new Change.Done(
                    EndpointRows.find(connection, tenant, id, false).orElseThrow());
        });
    }

    /**
     * Gives an endpoint a new key; those that it has sign beside it for {@code overlap}.
     *
     * @param most keys that may sign at once
     */
    public Change rotate(String tenant, UUID id, SigningKey key, Duration overlap, int most) {
        return transactions.run(connection -> {
            Optional<Endpoint> present = EndpointRows.find(connection, tenant, id, true);
            if (present.isEmpty()) {
                return new Change.Unknown();
            }
            if (!overlap.isZero() && present.get().keys().size() >= most) {
                return new Change.TooMany();
            }
            KeyRows.retire(connection, id, overlap);
            KeyRows.insert(connection, id, key);
            return new Change.Done(
                    EndpointRows.find(connection, tenant, id, false).orElseThrow());
        });
    }

    /** Removes an endpoint and its deliveries; whether there was one. */
    public boolean remove(String tenant, UUID id) {
        return transactions.run(connection -> EndpointRows.delete(connection, tenant, id));
    }

    /** How they are, for the metrics. */
    public Counted counted() {
        String sql = """
                select count(*) filter (where enabled and open_until is null) as closed,
                  count(*) filter (where enabled and open_until is not null) as open,
                  count(*) filter (where enabled and (paused_until > now() or next_send_at > now())) as limited,
                  count(*) filter (where not enabled) as disabled
                from endpoints
                """;
        return transactions.statement(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new Counted(
                        row.getLong("closed"), row.getLong("open"), row.getLong("limited"), row.getLong("disabled"));
            }
        });
    }
}
