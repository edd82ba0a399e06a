package io.telltale.anomaly.query;

import io.telltale.anomaly.detect.Severity;
import io.telltale.anomaly.store.AnomalyId;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Stored anomalies, newest first. */
@Singleton
class AnomalyQueries {

    private static final String FOUND = """
            select a.series_id, s.device, s.metric, a.ts, a.value, a.score, a.severity, a.expected_low, a.expected_high,
                   a.detector, a.reason, f.verdict, f.comment, f.said_by, f.said_at
            from anomalies a
            join series s using (series_id)
            left join lateral (
                select verdict, comment, said_by, said_at from feedback
                where series_id = a.series_id and ts = a.ts
                order by id desc limit 1
            ) f on f.verdict is not null
            where s.tenant = ?""";

    private final QueryDatabase database;

    AnomalyQueries(QueryDatabase database) {
        this.database = database;
    }

    /**
     * One anomaly.
     *
     * @param id series and instant, the same as in the id of its event
     */
    record Anomaly(
            String id,
            String device,
            String metric,
            Instant time,
            double value,
            double score,

            @Schema(enumeration = {"notice", "warning", "critical"})
            String severity,

            double expectedLow,
            double expectedHigh,
            String detector,
            String reason,
            @Nullable Feedback feedback) {}

    /**
     * What an operator said of an anomaly.
     *
     * @param verdict {@code noise} or {@code right}
     * @param by whose token it was
     */
    record Feedback(String verdict, @Nullable String comment, String by, Instant at) {}

    /** Which anomalies of a tenant. */
    record Filter(
            Optional<String> device,
            Optional<String> metric,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Severity> atLeast) {}

    Page<Anomaly> page(String tenant, Filter filter, PageQuery page) {
        Sql sql = Sql.of(FOUND, tenant);
        filter.device().ifPresent(device -> sql.and("and s.device = ?", device));
        filter.metric().ifPresent(metric -> sql.and("and s.metric = ?", metric));
        filter.from().ifPresent(from -> sql.and("and a.ts >= ?", from));
        filter.to().ifPresent(to -> sql.and("and a.ts < ?", to));
        filter.atLeast()
                .map(AnomalyQueries::andAbove)
                .ifPresent(severities -> sql.and("and a.severity = any(string_to_array(?, ' '))", severities));
        page.after().ifPresent(after -> {
            AnomalyId last = AnomalyId.parse(after)
                    .orElseThrow(() -> Problem.invalid("after", "is not the next of a page of anomalies"));
            sql.and("and (a.ts, a.series_id) < (?, ?)", last.time(), last.seriesId());
        });
        sql.and("order by a.ts desc, a.series_id desc limit ?", page.limit() + 1);
        return Page.of(database.list(sql, AnomalyQueries::read), page.limit(), Anomaly::id);
    }

    Optional<Anomaly> find(String tenant, AnomalyId id) {
        Sql sql = Sql.of(FOUND, tenant).and("and a.series_id = ? and a.ts = ?", id.seriesId(), id.time());
        return database.list(sql, AnomalyQueries::read).stream().findFirst();
    }

    private static Anomaly read(ResultSet row) throws SQLException {
        Instant time = Times.column(row, 4);
        return new Anomaly(
                new AnomalyId(row.getInt(1), time).toString(),
                row.getString(2),
                row.getString(3),
                time,
                row.getDouble(5),
                row.getDouble(6),
                row.getString(7),
                row.getDouble(8),
                row.getDouble(9),
                row.getString(10),
                row.getString(11),
                feedback(row));
    }

    private static String andAbove(Severity least) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.compareTo(least) >= 0)
                .map(Severity::label)
                .collect(Collectors.joining(" "));
    }

    private static @Nullable Feedback feedback(ResultSet row) throws SQLException {
        String verdict = row.getString(12);
        return verdict == null
                ? null
                : new Feedback(verdict, row.getString(13), row.getString(14), Times.column(row, 15));
    }
}
