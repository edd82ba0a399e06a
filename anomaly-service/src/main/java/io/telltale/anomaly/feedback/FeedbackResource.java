package io.telltale.anomaly.feedback;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.anomaly.store.AnomalyId;
import io.telltale.anomaly.store.StoreException;
import io.telltale.http.Caller;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What an operator says of an anomaly. Answers with what that did to the threshold of its series. */
@Path("/api/anomalies")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
public class FeedbackResource {

    private final Caller caller;
    private final FeedbackTable table;
    private final Thresholds thresholds;

    FeedbackResource(Caller caller, FeedbackTable table, Thresholds thresholds) {
        this.caller = caller;
        this.table = table;
        this.thresholds = thresholds;
    }

    @POST
    @Path("/{id}/feedback")
    @Operation(summary = "Marks an anomaly as noise or as right; the threshold of its series adapts")
    @APIResponse(responseCode = "200", description = "What was said, and what it did to the threshold")
    @APIResponse(responseCode = "404", description = "There is no such anomaly")
    @APIResponse(responseCode = "409", description = "So much was said of this series that nothing more is taken")
    public Step mark(@PathParam("id") String id, GivenFeedback feedback) {
        return say(id, feedback.by(caller.subject()));
    }

    @DELETE
    @Path("/{id}/feedback")
    @Operation(summary = "Withdraws what was said of an anomaly, as if it had not been said")
    @APIResponse(responseCode = "200", description = "What that did to the threshold")
    @APIResponse(responseCode = "404", description = "There is no such anomaly, or nothing was said of it")
    public Step withdraw(@PathParam("id") String id) {
        return say(id, Opinion.withdrawal(caller.subject()));
    }

    private Step say(String id, Opinion opinion) {
        AnomalyId finding = AnomalyId.parse(id).orElseThrow(FeedbackResource::unknown);
        try {
            return switch (table.say(caller.tenant(), finding, opinion)) {
                case Said.Recorded recorded -> recorded(recorded);
                case Said.UnknownFinding none -> throw unknown();
                case Said.NothingToWithdraw none -> throw Problem.notFound("nothing was said of this anomaly");
                case Said.TooMuch much ->
                    throw Problem.conflict(much.most() + " things were said of this series, more are not taken: set "
                            + "limits or switch detectors off in the profile of the device");
            };
        } catch (StoreException e) {
            throw FeedbackFailures.problem(e);
        }
    }

    /** This replica knows at once; the others at their next look. Should it fail here: said again, it stands already. */
    private Step recorded(Said.Recorded recorded) throws StoreException {
        Step step = ThresholdHistory.of(thresholds.rule(), recorded.marks()).steps().stream()
                .filter(each -> each.id() == recorded.id())
                .findFirst()
                .orElseThrow();
        thresholds.refresh();
        return step;
    }

    private static Problem unknown() {
        return Problem.notFound("there is no anomaly with this id");
    }
}
