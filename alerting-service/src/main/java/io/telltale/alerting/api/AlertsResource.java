package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.Alerting;
import io.telltale.alerting.alert.Acknowledgement;
import io.telltale.alerting.store.Acknowledgements;
import io.telltale.alerting.store.Comments;
import io.telltale.alerting.store.ShownAlerts;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/alerts}: what is or was wrong, what happened to it, and who is at it. */
@Path("/api/alerts")
@Tag(name = "alerts")
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
class AlertsResource {

    private static final int LATEST = 100;
    private static final int MOST_COMMENTS = 1000;

    private final ShownAlerts alerts;
    private final Acknowledgements acknowledgements;
    private final Comments comments;
    private final Alerting alerting;
    private final Caller caller;

    AlertsResource(
            ShownAlerts alerts,
            Acknowledgements acknowledgements,
            Comments comments,
            Alerting alerting,
            Caller caller) {
        this.alerts = alerts;
        this.acknowledgements = acknowledgements;
        this.comments = comments;
        this.alerting = alerting;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Lists alerts, newest first",
            description = "A page may hold fewer alerts than asked for and have a `next` nevertheless.")
    public Page<ShownAlertJson> list(@BeanParam AlertQuery query, @BeanParam PageQuery page) {
        ShownAlerts.Found found =
                alerts.page(query.filter(caller.tenant(), now()), query.fits(), Cursor.newestFirst(page), page.limit());
        return new Page<>(
                found.alerts().stream().map(ShownAlertJson::of).toList(),
                found.next().map(place -> Long.toString(place)).orElse(null));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One alert with the latest of its history")
    public ShownAlertJson find(@PathParam("id") UUID id) {
        return alerts.find(caller.tenant(), id, now())
                .map(shown -> ShownAlertJson.of(shown, alerts.history(id, Long.MAX_VALUE, LATEST)))
                .orElseThrow(() -> unknown(id));
    }

    @GET
    @Path("/{id}/history")
    @Operation(summary = "All that happened to an alert, the latest first")
    public Page<ShownAlertJson.HappenedJson> history(@PathParam("id") UUID id, @BeanParam PageQuery page) {
        int limit = page.limit();
        long before = Cursor.newestFirst(page);
        requireKnown(id);
        return Page.of(alerts.history(id, before, limit + 1), limit, happened -> Long.toString(happened.place()))
                .map(ShownAlertJson.HappenedJson::of);
    }

    @POST
    @Path("/{id}/acknowledge")
    @RolesAllowed({"operator", "admin"})
    @Operation(
            summary = "Takes a firing alert on",
            description =
                    "Said again it changes nothing; said otherwise, or by somebody else, it replaces what was said.")
    @APIResponse(responseCode = "200", description = "The alert, acknowledged")
    @APIResponse(responseCode = "409", description = "The alert does not fire")
    public ShownAlertJson acknowledge(@PathParam("id") UUID id, @NotNull NewAcknowledgement body) {
        Acknowledgement wanted = body.said(caller.subject(), now());
        return settled(id, acknowledgements.acknowledge(caller.tenant(), id, wanted));
    }

    @DELETE
    @Path("/{id}/acknowledge")
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "Gives an alert back; one that nobody has taken on stays as it is")
    @APIResponse(responseCode = "200", description = "The alert, not acknowledged")
    public ShownAlertJson withdraw(@PathParam("id") UUID id) {
        return settled(id, acknowledgements.withdraw(caller.tenant(), id, caller.subject(), now()));
    }

    @GET
    @Path("/{id}/comments")
    @Operation(summary = "Lists the comments on an alert, oldest first")
    public Page<CommentJson> comments(@PathParam("id") UUID id, @BeanParam PageQuery page) {
        int limit = page.limit();
        long after = Cursor.oldestFirst(page);
        requireKnown(id);
        return Page.of(comments.page(id, after, limit + 1), limit, listed -> Long.toString(listed.seq()))
                .map(listed -> CommentJson.of(listed.comment()));
    }

    // Said, because a body of one text could also be read from plain text.
    @Consumes(MediaType.APPLICATION_JSON)
    @POST
    @Path("/{id}/comments")
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "Says something about an alert, whatever its state")
    @APIResponse(responseCode = "201", description = "The comment")
    @APIResponse(responseCode = "409", description = "The alert has as many comments as it may")
    public RestResponse<CommentJson> comment(@PathParam("id") UUID id, @NotNull CommentJson.New body) {
        Comments.Comment comment = body.said(caller.subject(), now());
        requireKnown(id);
        if (!comments.add(id, comment, MOST_COMMENTS)) {
            throw Problem.conflict("this alert has " + MOST_COMMENTS + " comments, more it may not have");
        }
        return RestResponse.ResponseBuilder.<CommentJson>created(URI.create("/api/alerts/" + id + "/comments"))
                .entity(CommentJson.of(comment))
                .build();
    }

    private void requireKnown(UUID id) {
        if (alerts.find(caller.tenant(), id, now()).isEmpty()) {
            throw unknown(id);
        }
    }

    private ShownAlertJson settled(UUID id, Acknowledgements.Outcome outcome) {
        alerting.wake();
        return switch (outcome) {
            case Acknowledgements.Outcome.Stands s -> find(id);
            case Acknowledgements.Outcome.Unknown u -> throw unknown(id);
            case Acknowledgements.Outcome.NotFiring(var state) ->
                throw Problem.conflict("only an alert that fires can be acknowledged, but this one is " + state.wire());
        };
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Problem unknown(UUID id) {
        return Problem.notFound("there is no alert " + id);
    }
}
