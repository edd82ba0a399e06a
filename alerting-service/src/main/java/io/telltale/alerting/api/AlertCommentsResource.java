package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.store.Comments;
import io.telltale.alerting.store.ShownAlerts;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/alerts/{id}/comments}: what people said of an alert, whatever its state. */
@Path("/api/alerts/{id}/comments")
@Tag(name = "alerts")
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
class AlertCommentsResource {

    private static final int LONGEST = 4000;
    private static final int MOST = 1000;

    private final ShownAlerts alerts;
    private final Comments comments;
    private final Caller caller;

    AlertCommentsResource(ShownAlerts alerts, Comments comments, Caller caller) {
        this.alerts = alerts;
        this.comments = comments;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Lists the comments on an alert, oldest first")
    public Page<CommentJson> list(@PathParam("id") UUID id, @BeanParam PageQuery page) {
        int limit = page.limit();
        long after = Cursor.oldestFirst(page);
        requireKnown(id);
        return Page.of(comments.page(id, after, limit + 1), limit, listed -> Long.toString(listed.seq()))
                .map(listed -> CommentJson.of(listed.comment()));
    }

    @POST
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "Says something about an alert")
    @APIResponse(responseCode = "201", description = "The comment")
    @APIResponse(responseCode = "409", description = "The alert has as many comments as it may")
    public RestResponse<CommentJson> add(@PathParam("id") UUID id, @NotNull NewComment body) {
        Comments.Comment comment = new Comments.Comment(
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                caller.subject(),
                body.words());
        requireKnown(id);
        if (!comments.add(id, comment, MOST)) {
            throw Problem.conflict("this alert has " + MOST + " comments, more it may not have");
        }
        return RestResponse.ResponseBuilder.<CommentJson>created(URI.create("/api/alerts/" + id + "/comments"))
                .entity(CommentJson.of(comment))
                .build();
    }

    private void requireKnown(UUID id) {
        if (alerts.find(caller.tenant(), id, Instant.now()).isEmpty()) {
            throw AlertsResource.unknown(id);
        }
    }

    /** What is to be said. */
    @Schema(name = "NewComment")
    record NewComment(
            @Schema(required = true, maxLength = LONGEST) @Nullable String text) {

        String words() {
            String words = text == null ? "" : text.strip();
            if (words.isEmpty() || words.length() > LONGEST) {
                throw Problem.invalid("text", "must have 1 to " + LONGEST + " characters");
            }
            return words;
        }
    }

    /** What somebody said. */
    @Schema(name = "Comment")
    record CommentJson(UUID id, Instant at, String by, String text) {

        static CommentJson of(Comments.Comment comment) {
            return new CommentJson(comment.id(), comment.at(), comment.by(), comment.text());
        }
    }
}
