package io.telltale.alerting.store;

import java.sql.PreparedStatement;
import java.time.Duration;

/**
 * Removes what is over and old, in small transactions, so that no table grows for ever. Nothing that is open, waiting or
 * unpublished is ever touched. Any replica may do it at any time.
 */
public final class Retention {

    private static final int AT_ONCE = 2_000;

    private static final String RESOLVED_ALERTS = """
            delete from alerts where id in (
              select id from alerts where state = 'resolved' and resolved_at < now() - ? * interval '1 millisecond'
              order by resolved_at limit ? for update skip locked)
            """;

    /** With their deliveries, which go where their notice goes. */
    private static final String TOLD_NOTICES = """
            delete from notices where id in (
              select id from notices n
              where created_at < now() - ? * interval '1 millisecond' and event is null
                and not exists (select 1 from deliveries d where d.notice_id = n.id and d.state in ('pending', 'failed'))
              order by created_at limit ? for update skip locked)
            """;

    private static final String SILENT_SERIES = """
            delete from series_seen where (shard, tenant, device, metric) in (
              select shard, tenant, device, metric from series_seen
              where newest < extract(epoch from now()) * 1000000 - ?::bigint * 1000 limit ? for update skip locked)
            """;

    private final Transactions transactions;

    public Retention(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Removes alerts that were resolved longer ago than that; how many. */
    public int alerts(Duration kept) {
        return remove(RESOLVED_ALERTS, kept);
    }

    /** Removes notices older than that which everybody was told of, or never will be; how many. */
    public int notices(Duration kept) {
        return remove(TOLD_NOTICES, kept);
    }

    /** Forgets the newest reading of series that have been silent longer than that; how many. */
    public int series(Duration kept) {
        return remove(SILENT_SERIES, kept);
    }

    private int remove(String sql, Duration kept) {
        int removed = 0;
        int batch = AT_ONCE;
        while (batch == AT_ONCE) {
            batch = transactions.run(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setLong(1, kept.toMillis());
                    delete.setInt(2, AT_ONCE);
                    return delete.executeUpdate();
                }
            });
            removed += batch;
        }
        return removed;
    }
}
