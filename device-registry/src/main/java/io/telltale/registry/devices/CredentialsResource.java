package io.telltale.registry.devices;

import io.smallrye.mutiny.Uni;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.registry.DatabaseBacked;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/devices/{device}/credentials}: the tokens of one device. */
@Path("/api/devices")
@Produces(MediaType.APPLICATION_JSON)
@DatabaseBacked
@Tag(name = "devices")
@RolesAllowed({"operator", "admin"})
class CredentialsResource {

    private final DeviceRegistry registry;
    private final Caller caller;

    CredentialsResource(DeviceRegistry registry, Caller caller) {
        this.registry = registry;
        this.caller = caller;
    }

    @POST
    @Path("/{device}/credentials")
    @ResponseStatus(201)
    @Operation(
            summary =
                    "Issues one more token and shows it, once; beyond the most a device may have, the oldest is revoked")
    @APIResponseSchema(value = IssuedCredential.class, responseCode = "201", responseDescription = "The token")
    @APIResponse(responseCode = "404", description = "There is no such device")
    public Uni<IssuedCredential> issue(@RestPath String device) {
        return registry.issue(caller.tenant(), device);
    }

    @GET
    @Path("/{device}/credentials")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "The tokens that are valid, oldest first; never the tokens themselves")
    @APIResponse(responseCode = "200", description = "All of them, on one page")
    @APIResponse(responseCode = "404", description = "There is no such device")
    public Uni<Page<Credential>> list(@RestPath String device) {
        return registry.credentials(caller.tenant(), device).map(all -> new Page<>(all, null));
    }

    @DELETE
    @Path("/{device}/credentials/{id}")
    @ResponseStatus(204)
    @Operation(summary = "Revokes a token")
    @APIResponse(responseCode = "204", description = "It is worthless now")
    @APIResponse(responseCode = "404", description = "There is no such device or token")
    public Uni<Void> revoke(@RestPath String device, @RestPath UUID id) {
        return registry.revoke(caller.tenant(), device, id);
    }
}
