package io.telltale.anomaly.feedback;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.anomaly.store.StoreException;
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
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** From which score on a series' findings are reported, and how it came to that. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
public class ThresholdResource {

    private final Caller caller;
    private final FeedbackTable table;
    private final Thresholds thresholds;

    ThresholdResource(Caller caller, FeedbackTable table, Thresholds thresholds) {
        this.caller = caller;
        this.table = table;
        this.thresholds = thresholds;
    }

    /**
     * A series' threshold.
     *
     * @param standard where every series starts
     * @param own from which score on what the series' own detector finds is reported
     * @param peers the same for its deviation from the device's siblings
     * @param items the steps that led there, newest first
     */
    public record SeriesThreshold(
            String device,
            String metric,
            double standard,
            Current own,
            Current peers,
            List<Step> items,
            @Nullable String next) {}

    /**
     * A threshold now.
     *
     * @param since when it was moved there; left out when it is the standard one
     */
    public record Current(double threshold, @Nullable Instant since, String why) {

        static Current of(Threshold threshold) {
            return new Current(threshold.score(), threshold.since().orElse(null), threshold.why());
        }
    }

    @GET
    @Path("/series/{device}/{metric}/threshold")
    @Operation(summary = "From which score on a series' findings are reported, and the verdicts that moved it there")
    public SeriesThreshold threshold(
            @PathParam("device") String device, @PathParam("metric") String metric, @BeanParam PageQuery page) {
        int limit = page.limit();
        long before = page.after().map(ThresholdResource::step).orElse(Long.MAX_VALUE);
        ThresholdHistory history = ThresholdHistory.of(thresholds.rule(), marks(device, metric));
        Page<Step> steps = newestFirst(history.steps(), before, limit);
        return new SeriesThreshold(
                device,
                metric,
                thresholds.rule().standard(),
                Current.of(history.threshold(Scope.OWN)),
                Current.of(history.threshold(Scope.PEERS)),
                steps.items(),
                steps.next());
    }

    private List<Mark> marks(String device, String metric) {
        try {
            return table.ofSeries(caller.tenant(), device, metric)
                    .orElseThrow(() -> Problem.notFound(
                            "device " + device + " has not sent any " + metric + " that could be stored"));
        } catch (StoreException e) {
            throw FeedbackFailures.problem(e);
        }
    }

    private static Page<Step> newestFirst(List<Step> steps, long before, int limit) {
        List<Step> found = steps.stream()
                .filter(step -> step.id() < before)
                .sorted(Comparator.comparingLong(Step::id).reversed())
                .limit(limit + 1L)
                .toList();
        return Page.of(found, limit, step -> Long.toString(step.id()));
    }

    private static long step(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException notAStep) {
            throw Problem.invalid("after", "is not the next of a page of steps");
        }
    }
}
