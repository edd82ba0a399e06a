package io.telltale.anomaly.query;

import io.telltale.http.Problem;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a series, and how finely: {@code ?from=&to=&maxPoints=&aggregate=&bucket=}. A {@code @BeanParam}. */
public class RangeQuery {

    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
    private static final int DEFAULT_POINTS = 1000;
    private static final int MAX_POINTS = 10_000;

    @QueryParam("from")
    @Parameter(
            description = "first time, inclusive; an hour before `to` when left out",
            schema = @Schema(format = "date-time"))
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "last time, exclusive; now when left out", schema = @Schema(format = "date-time"))
    @Nullable
    String to;

    @QueryParam("maxPoints")
    @Parameter(
            description = "points in the answer; what has more is averaged per bucket",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1000"))
    @Nullable
    String maxPoints;

    @QueryParam("aggregate")
    @Parameter(
            description = "value of a bucket; asking for one asks for buckets",
            schema = @Schema(enumeration = {"avg", "min", "max", "sum", "count", "last"}))
    @Nullable
    String aggregate;

    @QueryParam("bucket")
    @Parameter(description = "width of a bucket, as in PT10S; asking for it asks for buckets")
    @Nullable
    String bucket;

    /** For the framework. */
    public RangeQuery() {}

    /** The range that was asked for. */
    Range range(Instant now) {
        Instant end = Times.parameter("to", to).orElse(now);
        Instant begin = Times.parameter("from", from).orElse(end.minus(DEFAULT_RANGE));
        if (!begin.isBefore(end)) {
            throw Problem.invalid("from", "must be before to");
        }
        return new Range(begin, end, points(), Aggregate.parameter(aggregate), Times.duration("bucket", bucket));
    }

    private int points() {
        if (maxPoints == null) {
            return DEFAULT_POINTS;
        }
        try {
            int wanted = Integer.parseInt(maxPoints);
            if (wanted >= 1 && wanted <= MAX_POINTS) {
                return wanted;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw Problem.invalid("maxPoints", "must be a whole number from 1 to " + MAX_POINTS);
    }

    /**
     * A checked question.
     *
     * @param from inclusive
     * @param to exclusive
     */
    record Range(Instant from, Instant to, int maxPoints, Optional<Aggregate> aggregate, Optional<Duration> bucket) {

        /** Whether buckets were asked for, and not only as a way to keep the answer small. */
        boolean bucketed() {
            return aggregate.isPresent() || bucket.isPresent();
        }
    }
}
