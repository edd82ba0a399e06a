package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.absence.PresenceState;
import io.telltale.alerting.absence.PresenceView;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/presence}: who is there. */
@Path("/api/presence")
@Tag(name = "presence")
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
class PresenceResource {

    private final PresenceView presence;
    private final Caller caller;

    PresenceResource(PresenceView presence, Caller caller) {
        this.presence = presence;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Lists registered devices by name, each with its presence")
    public Page<PresenceJson> list(
            @QueryParam("state") @Parameter(description = "online, offline or stale") Optional<String> state,
            @BeanParam PageQuery page) {
        int limit = page.limit();
        Optional<PresenceState> wanted = state.map(PresenceResource::known);
        return Page.of(
                        ready().page(caller.tenant(), wanted, page.after().orElse(""), limit + 1),
                        limit,
                        PresenceView.Device::name)
                .map(PresenceJson::of);
    }

    @GET
    @Path("/{device}")
    @Operation(summary = "The presence of one device")
    public PresenceJson find(@PathParam("device") String device) {
        return ready().find(caller.tenant(), device)
                .map(PresenceJson::of)
                .orElseThrow(() -> Problem.notFound("no such device"));
    }

    private PresenceView ready() {
        if (!presence.ready()) {
            throw Problem.unavailable("the devices are not known yet; try again");
        }
        return presence;
    }

    private static PresenceState known(String state) {
        return PresenceState.of(state)
                .orElseThrow(
                        () -> Problem.invalid("state", "must be online, offline or stale, but is '" + state + "'"));
    }
}
