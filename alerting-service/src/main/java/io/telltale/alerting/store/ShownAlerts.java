package io.telltale.alerting.store;

import io.telltale.alerting.alert.ShownAlert;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The alerts as people look at them, and what happened to each. Only reads. Blocks; any thread. */
@ApplicationScoped
public class ShownAlerts {

    private static final int BATCH = 500;
    private static final int MOST_LOOKED_AT = 10_000;

    private final Transactions transactions;

    public ShownAlerts(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Some of the alerts that were asked for, newest first.
     *
     * @param next the place in the list to go on before; empty when these are the last. There may be fewer alerts than asked
     *     for and a next place nevertheless: of what the database cannot filter only so many are looked at for one answer
     */
    public record Found(List<ShownAlert> alerts, Optional<Long> next) {}

    /**
     * Alerts before a place in the list.
     *
     * @param filter what the database looks for
     * @param fits what else is asked of each
     */
    public Found page(AlertFilter filter, Predicate<ShownAlert> fits, long before, int limit) {
        return transactions.run(connection -> page(connection, filter, fits, before, limit));
    }

    private static Found page(
            Connection connection, AlertFilter filter, Predicate<ShownAlert> fits, long before, int limit)
            throws SQLException {
        List<ShownAlert> found = new ArrayList<>();
        long place = before;
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += BATCH) {
            List<ShownAlert> batch = ShownAlertRows.page(connection, filter, place, BATCH);
            for (ShownAlert alert : batch) {
                if (fits.test(alert)) {
                    if (found.size() == limit) {
                        return new Found(found, Optional.of(place));
                    }
                    found.add(alert);
                }
                place = alert.seq();
            }
            if (batch.size() < BATCH) {
                return new Found(found, Optional.empty());
            }
        }
        return new Found(found, Optional.of(place));
    }

    /** A tenant's alert. */
    public Optional<ShownAlert> find(String tenant, UUID id, Instant now) {
        return transactions.run(connection -> ShownAlertRows.find(connection, tenant, id, now));
    }

    /** What happened to an alert before a place in its history, the latest first. */
    public List<Happened> history(UUID alert, long before, int limit) {
        return transactions.run(connection -> AlertHistory.page(connection, alert, before, limit));
    }
}
