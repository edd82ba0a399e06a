package io.telltale.anomaly.query;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.anomaly.query.AnomalyQueries.Anomaly;
import io.telltale.anomaly.query.AnomalyQueries.Filter;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Anomalies over HTTP, newest first, of the caller's tenant alone. */
@Path("/api/anomalies")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"viewer", "operator", "admin"})
@RunOnVirtualThread
public class AnomalyResource {

    private final Caller caller;
    private final AnomalyQueries anomalies;

    AnomalyResource(Caller caller, AnomalyQueries anomalies) {
        this.caller = caller;
        this.anomalies = anomalies;
    }

    @GET
    @Operation(summary = "Anomalies, newest first")
    public Page<Anomaly> list(
            @QueryParam("device") Optional<String> device,
            @QueryParam("metric") Optional<String> metric,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @BeanParam PageQuery page) {
        Filter filter = new Filter(device, metric, Times.parameter("from", from), Times.parameter("to", to));
        return anomalies.page(caller.tenant(), filter, page);
    }
}
