package io.telltale.registry.devices;

import io.smallrye.mutiny.Uni;
import io.telltale.http.Caller;
import io.telltale.registry.DatabaseBacked;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/provisioning}: many devices at once. */
@Path("/api/provisioning")
@Produces(MediaType.APPLICATION_JSON)
@DatabaseBacked
@Tag(name = "devices")
@RolesAllowed({"operator", "admin"})
class ProvisioningResource {

    private final Provisioning provisioning;
    private final Caller caller;

    ProvisioningResource(Provisioning provisioning, Caller caller) {
        this.provisioning = provisioning;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Makes up to 1,000 devices be there, each with a fresh token",
            description = "What is missing is registered; what is there already stays as it is and gets one more token."
                    + " All or nothing, and safe to repeat.")
    @APIResponse(responseCode = "200", description = "The devices in the order asked for, with their tokens")
    public Uni<ProvisionedFleet> provision(@NotNull @Valid Fleet fleet) {
        return provisioning.provision(caller.tenant(), fleet.devices()).map(ProvisionedFleet::new);
    }
}
