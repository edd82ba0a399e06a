package io.telltale.alerting.store;

import io.telltale.alerting.group.FlushReason;
import io.telltale.alerting.notification.EndpointFormats;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Groups as the flusher sees them. Blocks; any thread. */
public final class GroupStore {

    private final Transactions transactions;
    private final EndpointFormats formats;

    public GroupStore(Transactions transactions, EndpointFormats formats) {
        this.transactions = transactions;
        this.formats = formats;
    }

    /**
     * What a round of looks came to.
     *
     * @param reasons of each group that was looked at
     * @param notifications that were written
     * @param unheard of them nobody gets: their receiver has no webhook
     * @param unmuting tenants in which an alert ended that may have inhibited others
     */
    public record Round(List<FlushReason> reasons, int notifications, int unheard, Set<String> unmuting) {}

    /** Looks at some of the groups that are due, and writes what their receivers are told, in one transaction. */
    public Round flush(int limit) {
        return transactions.run(connection -> GroupFlush.flush(connection, formats, limit));
    }

    /** Has the groups of tenants looked at that have muted alerts: what inhibited them may be over. */
    public void lookAtMuted(Collection<String> tenants) {
        for (String tenant : tenants) {
            transactions.run(connection -> {
                GroupRows.lookAtAll(connection, tenant, true);
                return true;
            });
        }
    }
}
