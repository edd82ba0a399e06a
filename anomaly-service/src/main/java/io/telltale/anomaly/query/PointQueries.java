package io.telltale.anomaly.query;

import io.telltale.anomaly.query.RangeQuery.Range;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The readings of a series over a time, raw or in buckets. */
@Singleton
class PointQueries {

    private static final String RAW = """
            select ts, value from readings where series_id = ? and ts >= ? and ts < ? order by ts, value limit ?""";
    private static final String FROM_READINGS = "from readings where series_id = ? and ts >= ? and ts < ?";
    private static final String BY_BUCKET = "group by bucket order by bucket limit ?";
    private static final long NANOS_A_MICRO = 1_000;

    private final QueryDatabase database;

    PointQueries(QueryDatabase database) {
        this.database = database;
    }

    /** One reading, or one bucket with what lies in it. */
    record Point(
            Instant time,
            double value,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable Long count) {}

    /**
     * Points of a range.
     *
     * @param bucket the width of the buckets, empty when the points are readings
     * @param next where to go on, when there are more buckets than points were allowed
     */
    record Points(Optional<Duration> bucket, List<Point> points, Optional<Instant> next) {}

    Points points(int seriesId, Range range) {
        if (!range.bucketed()) {
            List<Point> raw = raw(seriesId, range);
            if (raw.size() <= range.maxPoints()) {
                return new Points(Optional.empty(), raw, Optional.empty());
            }
        }
        Duration width = range.bucket().orElseGet(() -> Buckets.width(range.from(), range.to(), range.maxPoints()));
        List<Point> found = buckets(seriesId, range, width);
        if (found.size() <= range.maxPoints()) {
            return new Points(Optional.of(width), found, Optional.empty());
        }
        Instant next = found.get(range.maxPoints()).time();
        return new Points(Optional.of(width), found.subList(0, range.maxPoints()), Optional.of(next));
    }

    private List<Point> raw(int seriesId, Range range) {
        Sql sql = Sql.of(RAW, seriesId, range.from(), range.to(), range.maxPoints() + 1);
        return database.list(sql, row -> new Point(Times.column(row, 1), row.getDouble(2), null, null, null));
    }

    private List<Point> buckets(int seriesId, Range range, Duration width) {
        Aggregate aggregate = range.aggregate().orElse(Aggregate.AVG);
        Sql sql = Sql.of(
                        "select time_bucket(? * interval '1 microsecond', ts) as bucket,",
                        width.toNanos() / NANOS_A_MICRO)
                .and(aggregate.sql() + ", min(value), max(value), count(*)")
                .and(FROM_READINGS, seriesId, range.from(), range.to())
                .and(BY_BUCKET, range.maxPoints() + 1);
        return database.list(sql, PointQueries::bucket);
    }

    private static Point bucket(ResultSet row) throws SQLException {
        return new Point(Times.column(row, 1), row.getDouble(2), row.getDouble(3), row.getDouble(4), row.getLong(5));
    }
}
