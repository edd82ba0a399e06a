package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.alert.AlertJson;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.store.AlertStore;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/alerts}: what is or was wrong. */
@Path("/api/alerts")
@Tag(name = "alerts")
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
class AlertsResource {

    private final AlertStore store;
    private final Caller caller;

    AlertsResource(AlertStore store, Caller caller) {
        this.store = store;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Lists alerts, newest first")
    public Page<AlertJson> list(
            @QueryParam("state") @Parameter(description = "pending, firing or resolved") Optional<String> state,
            @QueryParam("device") Optional<String> device,
            @BeanParam PageQuery page) {
        int limit = page.limit();
        AlertStore.Filter filter = new AlertStore.Filter(caller.tenant(), state.map(AlertsResource::known), device);
        return Page.of(
                        store.page(filter, Cursor.newestFirst(page), limit + 1),
                        limit,
                        listed -> Long.toString(listed.seq()))
                .map(listed -> AlertJson.of(listed.alert()));
    }

    private static AlertState known(String state) {
        return AlertState.of(state)
                .orElseThrow(
                        () -> Problem.invalid("state", "must be pending, firing or resolved, but is '" + state + "'"));
    }
}
