package io.telltale.anomaly.query;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.anomaly.query.PointQueries.Point;
import io.telltale.anomaly.query.PointQueries.Points;
import io.telltale.anomaly.query.RangeQuery.Range;
import io.telltale.anomaly.query.SeriesQueries.Series;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Time series over HTTP: where each stands, and its readings over a time. Every answer is of the caller's tenant alone. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
public class SeriesResource {

    private final Caller caller;
    private final SeriesQueries series;
    private final PointQueries points;
    private final InstantSource clock = InstantSource.system();

    SeriesResource(Caller caller, SeriesQueries series, PointQueries points) {
        this.caller = caller;
        this.series = series;
        this.points = points;
    }

    /** The latest reading of each metric of a device. */
    public record Latest(String device, List<LatestReading> readings) {}

    /** A metric's latest reading. */
    public record LatestReading(
            String metric,
            Instant time,
            double value,
            @Nullable String unit) {}

    /** A series in the list. */
    public record SeriesItem(
            String device,
            String metric,
            @Nullable String unit,
            @Nullable Instant lastTime,
            @Nullable Double lastValue) {}

    /** A series over a time; with buckets when there is a width, and more of them from {@code next} on. */
    public record SeriesPoints(
            String device,
            String metric,
            Instant from,
            Instant to,
            @Nullable Duration bucket,
            List<Point> points,
            @Nullable Instant next) {}

    @GET
    @Operation(summary = "The latest reading of each metric of a device")
    @Path("/devices/{device}/latest")
    public Latest latest(@PathParam("device") String device) {
        return new Latest(
                device,
                series.ofDevice(caller.tenant(), device).stream()
                        .flatMap(s -> latestReading(s).stream())
                        .toList());
    }

    @GET
    @Operation(summary = "The series, by device and metric, and where each stands")
    @Path("/series")
    public Page<SeriesItem> list(@QueryParam("device") Optional<String> device, @BeanParam PageQuery page) {
        return series.page(caller.tenant(), device, page)
                .map(s -> new SeriesItem(s.device(), s.metric(), s.unit(), s.lastTime(), s.lastValue()));
    }

    @GET
    @Operation(summary = "The readings of a series over a time, raw or in buckets")
    @Path("/series/{device}/{metric}")
    public SeriesPoints points(
            @PathParam("device") String device, @PathParam("metric") String metric, @BeanParam RangeQuery query) {
        Range range = query.range(clock.instant().truncatedTo(ChronoUnit.MICROS));
        int id = series.find(caller.tenant(), device, metric)
                .orElseThrow(() ->
                        Problem.notFound("device " + device + " has not sent any " + metric + " that could be stored"));
        Points found = points.points(id, range);
        return new SeriesPoints(
                device,
                metric,
                range.from(),
                range.to(),
                found.bucket().orElse(null),
                found.points(),
                found.next().orElse(null));
    }

    private static Optional<LatestReading> latestReading(Series s) {
        Instant time = s.lastTime();
        Double value = s.lastValue();
        return time == null || value == null
                ? Optional.empty()
                : Optional.of(new LatestReading(s.metric(), time, value, s.unit()));
    }
}
