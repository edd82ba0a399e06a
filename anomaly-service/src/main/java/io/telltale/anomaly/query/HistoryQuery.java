package io.telltale.anomaly.query;

import io.telltale.http.Problem;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Whose history, and of which time: {@code ?metric=&metric=&device=&from=&to=}. A {@code @BeanParam}. */
public class HistoryQuery {

    /** Longest time at once. */
    static final Duration MAX_RANGE = Duration.ofDays(366);

    private static final int MAX_METRICS = 16;
    private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9_*?-]{1,128}");

    @QueryParam("metric")
    @Parameter(
            description = "a metric, with * and ? for any of them; may be given up to " + MAX_METRICS + " times",
            required = true)
    @Nullable
    List<String> metrics;

    @QueryParam("device")
    @Parameter(description = "device names, with * and ?; all when left out")
    @Nullable
    String device;

    @QueryParam("from")
    @Parameter(description = "first time, inclusive", required = true, schema = @Schema(format = "date-time"))
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(
            description = "last time, exclusive; at most 366 days after `from`",
            required = true,
            schema = @Schema(format = "date-time"))
    @Nullable
    String to;

    /** For the framework. */
    public HistoryQuery() {}

    /** What was asked for. */
    Asked asked() {
        Instant begin = Times.parameter("from", from).orElseThrow(() -> Problem.invalid("from", "is missing"));
        Instant end = Times.parameter("to", to).orElseThrow(() -> Problem.invalid("to", "is missing"));
        if (!begin.isBefore(end)) {
            throw Problem.invalid("from", "must be before to");
        }
        if (Duration.between(begin, end).compareTo(MAX_RANGE) > 0) {
            throw Problem.invalid("to", "must be at most " + MAX_RANGE.toDays() + " days after from");
        }
        return new Asked(metrics(), device == null || device.isEmpty() ? "%" : like("device", device), begin, end);
    }

    private List<String> metrics() {
        if (metrics == null || metrics.isEmpty()) {
            throw Problem.invalid("metric", "is missing");
        }
        if (metrics.size() > MAX_METRICS) {
            throw Problem.invalid("metric", "must not be given more than " + MAX_METRICS + " times");
        }
        return metrics.stream().map(metric -> like("metric", metric)).toList();
    }

    /** A pattern of SQL that says the same. */
    private static String like(String parameter, String glob) {
        if (!GLOB.matcher(glob).matches()) {
            throw Problem.invalid(parameter, "must be 1 to 128 of A-Z a-z 0-9 _ - and the wildcards * and ?");
        }
        return glob.replace("_", "\\_").replace('*', '%').replace('?', '_');
    }

    /**
     * A checked question.
     *
     * @param metricsLike for {@code like}
     * @param deviceLike for {@code like}
     * @param from inclusive
     * @param to exclusive
     */
    record Asked(List<String> metricsLike, String deviceLike, Instant from, Instant to) {}
}
