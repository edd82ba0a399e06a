package io.telltale.alerting.store;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table {@code deliveries} as those see it who take what is due from it. */
final class ClaimRows {

    /**
     * Endpoints whose rate is limited or whose circuit is not closed are locked while one replica claims of them: together the
     * replicas keep the limit, and one of them sends the one webhook that tries out a half-open circuit. All others are
     * claimed of by everybody at once.
     *
     * <p>The limit is a virtual schedule: each webhook moves {@code next_send_at} on by its share of a minute, and no more are
     * claimed than fit before a second (or one share) from now.
     */
    private static final String CLAIM = """
            with setting as (select ?::int as trips, ?::int as places, ?::bigint as lease),
            busy as (select * from unnest(?, ?) as b (endpoint_id, attempts)),
            guarded as (
              select e.id, e.per_minute, case when e.failures >= s.trips then 1
                else floor((extract(epoch from now() - greatest(e.next_send_at, now()))
                  + greatest(60.0 / e.per_minute, 1)) * e.per_minute / 60) end as places
              from endpoints e, setting s
              where e.enabled and (e.per_minute is not null or e.failures >= s.trips)
                and (e.paused_until is null or e.paused_until <= now())
                and (e.open_until is null or e.open_until <= now())
              for no key update of e skip locked),
            gates as (
              select e.id, s.places from endpoints e, setting s
              where e.enabled and e.per_minute is null and e.failures < s.trips
                and (e.paused_until is null or e.paused_until <= now())
              union all select g.id, least(g.places, s.places) from guarded g, setting s),
            due as (
              select picked.id from gates g left join busy b on b.endpoint_id = g.id
              cross join lateral (
                select d.id from deliveries d
                where d.endpoint_id = g.id and d.state in ('pending', 'failed') and d.next_attempt_at <= now()
                  and (d.claimed_until is null or d.claimed_until < now())
                  and not exists (select 1 from deliveries before where before.endpoint_id = d.endpoint_id
                    and before.group_id = d.group_id and before.seq < d.seq
                    and before.state in ('pending', 'failed'))
                order by d.next_attempt_at limit greatest(g.places - coalesce(b.attempts, 0), 0)
                for update skip locked) picked
              limit ?),
            claimed as (
              update deliveries d set attempts = attempts + 1, claimed_by = ?,
                claimed_until = now() + s.lease * interval '1 millisecond'
              from due, setting s where d.id = due.id
              returning d.id, d.endpoint_id, d.body, d.content_type, d.attempts, d.due_since),
            moved as (
              update endpoints e set
                open_until = case when e.failures >= s.trips then now() + s.lease * interval '1 millisecond'
                  else e.open_until end,
                next_send_at = case when g.per_minute is not null
                  then greatest(e.next_send_at, now()) + counted.n * interval '1 minute' / g.per_minute end
              from guarded g, setting s, (select endpoint_id, count(*) as n from claimed group by 1) counted
              where e.id = g.id and counted.endpoint_id = g.id)
            select c.*, e.url, e.headers, e.failures >= s.trips as probe, array(select k.secret from endpoint_keys k
              where k.endpoint_id = e.id and (k.expires_at is null or k.expires_at > now()) order by k.id desc) as secrets
            from claimed c join endpoints e on e.id = c.endpoint_id cross join setting s
            """;

    private ClaimRows() {}

    /** See {@link DeliveryStore#claim}. */
    static List<Claim> claim(
            Connection connection, Map<UUID, Integer> busy, DeliveryStore.Places places, int limit, Duration lease)
            throws SQLException {
        UUID claimedBy = UUID.randomUUID();
        try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
            update.setInt(1, places.trips());
            update.setInt(2, places.perEndpoint());
            update.setLong(3, lease.toMillis());
            update.setArray(4, connection.createArrayOf("uuid", busy.keySet().toArray()));
            update.setArray(5, connection.createArrayOf("int", busy.values().toArray()));
            update.setInt(6, limit);
            update.setObject(7, claimedBy);
            List<Claim> claims = new ArrayList<>();
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    claims.add(claim(row, claimedBy));
                }
            }
            return claims;
        }
    }

    private static Claim claim(ResultSet row, UUID claimedBy) throws SQLException {
        Outgoing outgoing = new Outgoing(
                Columns.uuid(row, "id"),
                URI.create(row.getString("url")),
                Arrays.asList((String[]) row.getArray("secrets").getArray()),
                Columns.strings(row, "headers"),
                row.getString("content_type"),
                row.getString("body"));
        return new Claim(
                outgoing,
                Columns.uuid(row, "endpoint_id"),
                row.getInt("attempts"),
                Columns.instant(row, "due_since"),
                row.getBoolean("probe"),
                claimedBy);
    }

    /** See {@link DeliveryStore#renew}; how many still stood. */
    static int renew(Connection connection, Collection<Claim> claims, Duration lease) throws SQLException {
        String sql = """
                with renewed as (
                  update deliveries d set claimed_until = now() + ? * interval '1 millisecond'
                  from unnest(?, ?) as mine (id, claimed_by) where d.id = mine.id and d.claimed_by = mine.claimed_by
                  returning d.endpoint_id, d.claimed_until)
                update endpoints e set open_until = renewed.claimed_until from renewed
                where e.id = renewed.endpoint_id and e.open_until < renewed.claimed_until
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, lease.toMillis());
            Object[] deliveries = claims.stream().map(Claim::delivery).toArray();
            Object[] claimants = claims.stream().map(Claim::claimedBy).toArray();
            update.setArray(2, connection.createArrayOf("uuid", deliveries));
            update.setArray(3, connection.createArrayOf("uuid", claimants));
            return update.executeUpdate();
        }
    }
}
