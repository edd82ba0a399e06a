package io.telltale.anomaly.query;

import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which series there are and where each stands. The latest value is the last entry of the series in the unique index of
 * {@code readings}, so nothing has to be kept up to date, and a late reading can't pass for the latest.
 */
@Singleton
class SeriesQueries {

    private static final String LATEST = """
            select s.device, s.metric, s.unit, r.ts, r.value
            from series s
            left join lateral (
                select ts, value from readings where series_id = s.series_id order by ts desc, value desc limit 1
            ) r on true
            where s.tenant = ?""";

    private final QueryDatabase database;

    SeriesQueries(QueryDatabase database) {
        this.database = database;
    }

    /** A series and its latest reading; a series whose readings were all refused or dropped has none. */
    record Series(
            String device,
            String metric,
            @Nullable String unit,
            @Nullable Instant lastTime,
            @Nullable Double lastValue) {

        String key() {
            return device + '.' + metric;
        }
    }

    List<Series> ofDevice(String tenant, String device) {
        return database.list(
                Sql.of(LATEST, tenant).and("and s.device = ?", device).and("order by s.metric"), SeriesQueries::read);
    }

    Page<Series> page(String tenant, Optional<String> device, PageQuery page) {
        Sql sql = Sql.of(LATEST, tenant);
        device.ifPresent(d -> sql.and("and s.device = ?", d));
        page.after().ifPresent(after -> {
            int dot = after.indexOf('.');
            if (dot < 0) {
                throw Problem.invalid("after", "is not the next of a page of series");
            }
            sql.and("and (s.device, s.metric) > (?, ?)", after.substring(0, dot), after.substring(dot + 1));
        });
        sql.and("order by s.device, s.metric limit ?", page.limit() + 1);
        return Page.of(database.list(sql, SeriesQueries::read), page.limit(), Series::key);
    }

    /** The number of a series. */
    OptionalInt find(String tenant, String device, String metric) {
        Sql sql = Sql.of(
                "select series_id from series where tenant = ? and device = ? and metric = ?", tenant, device, metric);
        return database.list(sql, row -> row.getInt(1)).stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    /** A series by its number. */
    record Named(int id, String device, String metric) {}

    /** The series whose metric is like one of those and whose device is like that. */
    List<Named> named(String tenant, List<String> metricsLike, String deviceLike) {
        return database.list(
                Sql.of(
                        "select series_id, device, metric from series where tenant = ?"
                                + " and metric like any(string_to_array(?, ' ')) and device like ?",
                        tenant,
                        String.join(" ", metricsLike),
                        deviceLike),
                row -> new Named(row.getInt(1), row.getString(2), row.getString(3)));
    }

    private static Series read(ResultSet row) throws SQLException {
        boolean empty = row.getObject(4) == null;
        return new Series(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                empty ? null : Times.column(row, 4),
                empty ? null : row.getDouble(5));
    }
}
