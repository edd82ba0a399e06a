package io.telltale.anomaly.query;

import io.smallrye.common.annotation.Blocking;
import io.telltale.events.BatchStream;
import io.telltale.http.Caller;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Stored history for whoever wants to read all of it, such as the backtest of a rule: every reading of the metrics of the
 * caller's tenant in the order of time, as a {@link BatchStream}.
 *
 * <p>Takes platform threads, not virtual ones: it computes, and those that store readings should not wait for it. At most
 * {@value #AT_ONCE} at once.
 */
@Path("/api/history")
@RolesAllowed({"viewer", "operator", "admin"})
@Blocking
public class HistoryResource {

    private static final int AT_ONCE = 2;
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Caller caller;
    private final SeriesQueries series;
    private final QueryDatabase database;
    private final Semaphore places = new Semaphore(AT_ONCE);

    HistoryResource(Caller caller, SeriesQueries series, QueryDatabase database) {
        this.caller = caller;
        this.series = series;
        this.database = database;
    }

    @GET
    @Produces(BatchStream.MEDIA_TYPE)
    @Operation(
            summary = "All readings of metrics over a time, in the order of time, as a stream of batches",
            description =
                    "Each batch is its length, four bytes, and a ReadingColumns message as on the stream TELEMETRY; a "
                            + "length of zero is the end. Without it the answer broke off.")
    @APIResponse(
            responseCode = "200",
            description = "The batches",
            content =
                    @Content(
                            mediaType = BatchStream.MEDIA_TYPE,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "503", description = "Others are reading history now, or the database is away")
    public StreamingOutput history(@BeanParam HistoryQuery query) {
        HistoryQuery.Asked asked = query.asked();
        String tenant = caller.tenant();
        if (places.availablePermits() == 0) {
            throw busy();
        }
        List<SeriesQueries.Named> named = series.named(tenant, asked.metricsLike(), asked.deviceLike());
        return out -> {
            if (!places.tryAcquire()) {
                throw busy(); // who came at the same moment was faster; without its end the answer is none
            }
            try {
                new HistoryReader(database, tenant, named, new BatchStream.Writer(out)).read(asked.from(), asked.to());
            } finally {
                places.release();
            }
        };
    }

    private static Problem busy() {
        return Problem.unavailable("history is being read by " + AT_ONCE + " others: try again")
                .retryAfter(LATER);
    }
}
