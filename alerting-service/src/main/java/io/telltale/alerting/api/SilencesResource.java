package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.Alerting;
import io.telltale.alerting.alert.AlertJson;
import io.telltale.alerting.mute.Silence;
import io.telltale.alerting.routing.InvalidRoutingException;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.store.SilenceStore;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/silences}: what the caller's tenant does not want to hear of for a while. A change is in force when it is answered. */
@Path("/api/silences")
@Tag(name = "silences")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class SilencesResource {

    private static final int MOST = 1_000;
    private static final int PREVIEWED = 100;

    private final SilenceStore store;
    private final Alerting alerting;
    private final Caller caller;

    SilencesResource(SilenceStore store, Alerting alerting, Caller caller) {
        this.store = store;
        this.alerting = alerting;
        this.caller = caller;
    }

    /** What a silence would be about. */
    @Schema(name = "SilencePreviewRequest")
    record PreviewRequest(@Nullable List<SilenceJson.MatcherJson> matchers) {}

    /** How many firing alerts it would mute, and some of them. */
    @Schema(name = "SilencePreview")
    record PreviewJson(int count, List<AlertJson> alerts) {}

    @POST
    @Operation(
            summary = "Silences what its matchers match",
            description = "Alerts go on; telling them waits for its end.")
    @APIResponse(responseCode = "201", description = "The silence, in force from its start")
    @APIResponse(responseCode = "409", description = "The tenant has as many silences as it may")
    public RestResponse<SilenceJson> create(@NotNull SilenceJson body) {
        if (body.id() != null) {
            throw Problem.invalid("id", "must be left out: it is made here");
        }
        Instant now = now();
        UUID id = UUID.randomUUID();
        Silence silence = valid(() -> body.toSilence(id, caller.tenant(), caller.subject(), now));
        if (!store.add(silence, body.schedule(), MOST)) {
            throw Problem.conflict("this tenant has " + MOST + " silences, more it may not have: end some first");
        }
        alerting.wake();
        return RestResponse.ResponseBuilder.<SilenceJson>created(URI.create("/api/silences/" + id))
                .entity(find(id))
                .build();
    }

    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Lists silences, newest first")
    public Page<SilenceJson> list(
            @QueryParam("status") @Parameter(description = "pending, active or expired") Optional<String> status,
            @BeanParam PageQuery page) {
        int limit = page.limit();
        return Page.of(
                        store.page(
                                caller.tenant(),
                                status.map(SilencesResource::known),
                                Cursor.newestFirst(page),
                                limit + 1),
                        limit,
                        listed -> Long.toString(listed.seq()))
                .map(listed -> SilenceJson.of(listed, now()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "One silence")
    public SilenceJson find(@PathParam("id") UUID id) {
        return store.find(caller.tenant(), id)
                .map(listed -> SilenceJson.of(listed, now()))
                .orElseThrow(() -> unknown(id));
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(summary = "Ends a silence now; what it muted and still fires is told")
    @APIResponse(responseCode = "204", description = "It is over")
    public void expire(@PathParam("id") UUID id) {
        boolean ended = store.expire(caller.tenant(), id);
        if (!ended && store.find(caller.tenant(), id).isEmpty()) {
            throw unknown(id);
        }
        alerting.wake();
    }

    @POST
    @Path("/preview")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Which firing alerts a silence would mute", description = "Changes nothing.")
    @APIResponse(responseCode = "200", description = "How many, and the newest of them")
    public PreviewJson preview(@NotNull PreviewRequest body) {
        List<Matcher> matchers = valid(() -> SilenceJson.matchers(body.matchers));
        SilenceStore.Preview preview = store.preview(caller.tenant(), matchers, PREVIEWED);
        return new PreviewJson(
                preview.count(), preview.alerts().stream().map(AlertJson::of).toList());
    }

    /** The database keeps microseconds. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> T valid(Supplier<T> read) {
        try {
            return read.get();
        } catch (InvalidRoutingException e) {
            throw Problem.invalid(e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static Silence.Status known(String status) {
        return Arrays.stream(Silence.Status.values())
                .filter(s -> s.wire().equals(status))
                .findFirst()
                .orElseThrow(
                        () -> Problem.invalid("status", "must be pending, active or expired, but is '" + status + "'"));
    }

    private static Problem unknown(UUID id) {
        return Problem.notFound("there is no silence " + id);
    }
}
