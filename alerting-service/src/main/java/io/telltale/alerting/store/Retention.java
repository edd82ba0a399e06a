package io.telltale.alerting.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;

/**
 * Removes what is over and old, in small transactions, so that no table grows for ever. Nothing that is open, waiting or
 * unpublished is ever touched. Any replica may do it at any time.
 */
public final class Retention {

    private static final int AT_ONCE = 2_000;

    private static final String RESOLVED_ALERTS = """
            with gone as (
              delete from alerts where id in (
                select id from alerts where state = 'resolved' and resolved_at < now() - ? * interval '1 millisecond'
                order by resolved_at limit ? for update skip locked) returning id),
            history as (delete from alert_history h using gone where h.alert_id = gone.id)
            select count(*) from gone
            """;

    private static final String PUBLISHED_EVENTS = """
            with gone as (
              delete from alert_events where id in (
                select id from alert_events
                where created_at < now() - ? * interval '1 millisecond' and event is null
                order by created_at limit ? for update skip locked) returning id)
            select count(*) from gone
            """;

    /** With their deliveries, which go where their notification goes. */
    private static final String TOLD_NOTIFICATIONS = """
            with gone as (
              delete from notifications where id in (
                select id from notifications n
                where created_at < now() - ? * interval '1 millisecond'
                  and not exists (select 1 from deliveries d
                    where d.notification_id = n.id and d.state in ('pending', 'failed'))
                order by created_at limit ? for update skip locked) returning id)
            select count(*) from gone
            """;

    private static final String SILENT_SERIES = """
            with gone as (
              delete from series_seen where (shard, tenant, device, metric) in (
                select shard, tenant, device, metric from series_seen
                where newest < extract(epoch from now()) * 1000000 - ?::bigint * 1000 limit ? for update skip locked)
              returning newest)
            select count(*) from gone
            """;

    private static final String OLD_MEMORIES = """
            with gone as (
              delete from series_memory where (shard, tenant, device, metric) in (
                select shard, tenant, device, metric from series_memory
                where saved_at < now() - ? * interval '1 millisecond' limit ? for update skip locked)
              returning saved_at)
            select count(*) from gone
            """;

    private final Transactions transactions;

    public Retention(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Removes alerts that were resolved longer ago than that; how many. */
    public int alerts(Duration kept) {
        return remove(RESOLVED_ALERTS, kept);
    }

    /** Removes notifications older than that which everybody got, or never will, and events that were published; how many. */
    public int notifications(Duration kept) {
        remove(PUBLISHED_EVENTS, kept);
        return remove(TOLD_NOTIFICATIONS, kept);
    }

    /** Forgets the newest reading of series that have been silent longer than that, and what rules remember; how many. */
    public int series(Duration kept) {
        return remove(SILENT_SERIES, kept) + remove(OLD_MEMORIES, kept);
    }

    private int remove(String sql, Duration kept) {
        int removed = 0;
        int batch = AT_ONCE;
        while (batch == AT_ONCE) {
            batch = transactions.run(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setLong(1, kept.toMillis());
                    delete.setInt(2, AT_ONCE);
                    try (ResultSet row = delete.executeQuery()) {
                        row.next();
                        return row.getInt(1);
                    }
                }
            });
            removed += batch;
        }
        return removed;
    }
}
