package io.telltale.anomaly.query;

import io.telltale.anomaly.detect.Severity;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Stored anomalies, newest first. */
@Singleton
class AnomalyQueries {

    private static final String FOUND = """
            select a.series_id, s.device, s.metric, a.ts, a.value, a.score, a.severity, a.expected_low, a.expected_high,
                   a.detector, a.reason
            from anomalies a join series s using (series_id)
            where s.tenant = ?""";
    private static final Pattern ID = Pattern.compile("(\\d{1,9})-(-?\\d{1,17})");

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
            String reason) {}

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
            Matcher id = ID.matcher(after);
            if (!id.matches()) {
                throw Problem.invalid("after", "is not the next of a page of anomalies");
            }
            Instant time = Instant.EPOCH.plus(Long.parseLong(id.group(2)), ChronoUnit.MICROS);
            sql.and("and (a.ts, a.series_id) < (?, ?)", time, Integer.parseInt(id.group(1)));
        });
        sql.and("order by a.ts desc, a.series_id desc limit ?", page.limit() + 1);
        return Page.of(database.list(sql, AnomalyQueries::read), page.limit(), Anomaly::id);
    }

    private static Anomaly read(ResultSet row) throws SQLException {
        Instant time = Times.column(row, 4);
        return new Anomaly(
                row.getInt(1) + "-" + ChronoUnit.MICROS.between(Instant.EPOCH, time),
                row.getString(2),
                row.getString(3),
                time,
                row.getDouble(5),
                row.getDouble(6),
                row.getString(7),
                row.getDouble(8),
                row.getDouble(9),
                row.getString(10),
                row.getString(11));
    }

    private static String andAbove(Severity least) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.compareTo(least) >= 0)
                .map(Severity::label)
                .collect(Collectors.joining(" "));
    }
}
