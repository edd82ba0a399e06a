package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.routing.Routing;
import io.telltale.alerting.routing.RoutingDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The routing of each tenant. A change is in force when it is committed, also for alerts that fire already. Blocks; any thread. */
@ApplicationScoped
public class RoutingStore {

    private static final int MOST_FIRING = 100_000;

    private final Transactions transactions;

    public RoutingStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A tenant's routing as it was written, or the default. */
    public RoutingDocument find(String tenant) {
        return transactions.run(
                connection -> RoutingRows.find(connection, tenant).orElse(Routing.DEFAULT));
    }

    /** Replaces a tenant's routing, which must make sense; {@code by} is the person who did it. */
    public void save(String tenant, RoutingDocument document, String by) {
        transactions.run(connection -> {
            RoutingRows.save(connection, tenant, document, by);
            List<Alert> firing = MuteRows.firing(connection, tenant, MOST_FIRING);
            Rerouting.reroute(connection, tenant, firing);
            return true;
        });
    }
}
