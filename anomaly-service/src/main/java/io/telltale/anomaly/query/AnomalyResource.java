package io.telltale.anomaly.query;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.anomaly.detect.Severity;
import io.telltale.anomaly.query.AnomalyQueries.Anomaly;
import io.telltale.anomaly.query.AnomalyQueries.Filter;
import io.telltale.anomaly.store.AnomalyId;
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
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
            @Parameter(
                            description = "only those that are at least so severe",
                            schema = @Schema(enumeration = {"notice", "warning", "critical"}))
                    @QueryParam("severity")
                    Optional<String> severity,
            @BeanParam PageQuery page) {
        Filter filter = new Filter(
                device,
                metric,
                Times.parameter("from", from),
                Times.parameter("to", to),
                severity.map(AnomalyResource::severity));
        return anomalies.page(caller.tenant(), filter, page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One anomaly, with what an operator said of it")
    public Anomaly find(@PathParam("id") String id) {
        return AnomalyId.parse(id)
                .flatMap(known -> anomalies.find(caller.tenant(), known))
                .orElseThrow(() -> Problem.notFound("there is no anomaly with this id"));
    }

    private static Severity severity(String label) {
        return Arrays.stream(Severity.values())
                .filter(severity ->
                        severity != Severity.NONE && severity.label().equals(label))
                .findAny()
                .orElseThrow(() -> Problem.invalid("severity", "must be notice, warning or critical"));
    }
}
