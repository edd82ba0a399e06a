package io.telltale.registry.devices;

import io.smallrye.mutiny.Uni;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.registry.DatabaseBacked;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/devices}: the devices of the caller's tenant. */
@Path("/api/devices")
@Produces(MediaType.APPLICATION_JSON)
@DatabaseBacked
@Tag(name = "devices")
@RolesAllowed({"operator", "admin"})
class DevicesResource {

    private final DeviceRegistry registry;
    private final Caller caller;

    DevicesResource(DeviceRegistry registry, Caller caller) {
        this.registry = registry;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Registers a device and shows its first token, once")
    @APIResponseSchema(
            value = RegisteredDevice.class,
            responseCode = "201",
            responseDescription = "The device, with its token")
    @APIResponse(responseCode = "409", description = "A device of that name exists already")
    public Uni<RestResponse<RegisteredDevice>> register(@NotNull @Valid NewDevice device) {
        return registry.register(caller.tenant(), device)
                .map(registered -> RestResponse.ResponseBuilder.<RegisteredDevice>created(
                                URI.create("/api/devices/" + registered.name()))
                        .entity(registered)
                        .build());
    }

    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Lists devices by name")
    public Uni<Page<Device>> list(
            @BeanParam PageQuery page,
            @RestQuery @DefaultValue("") @Parameter(description = "Only those with this profile") String profile,
            @RestQuery @Parameter(description = "Only those with this label, as name:value; may be repeated")
                    List<String> label) {
        DeviceQuery query =
                new DeviceQuery(page.after().orElse(""), page.limit() + 1, profile, DeviceQuery.labels(label));
        return registry.list(caller.tenant(), query).map(rows -> Page.of(rows, page.limit(), Device::name));
    }

    @GET
    @Path("/{device}")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "One device")
    @APIResponse(responseCode = "200", description = "The device")
    @APIResponse(responseCode = "404", description = "There is no such device")
    public Uni<Device> find(@RestPath String device) {
        return registry.find(caller.tenant(), device);
    }

    @PUT
    @Path("/{device}")
    @Operation(summary = "Changes a device; what is left out goes back to its default")
    @APIResponse(responseCode = "200", description = "The device as it is now")
    @APIResponse(responseCode = "404", description = "There is no such device")
    @APIResponse(responseCode = "409", description = "It is the parent of others and can't cease to be a gateway")
    public Uni<Device> change(@RestPath String device, @NotNull @Valid DeviceSettings settings) {
        return registry.change(caller.tenant(), device, settings);
    }

    @DELETE
    @Path("/{device}")
    @ResponseStatus(204)
    @Operation(summary = "Removes a device and its tokens; its readings stay")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such device")
    @APIResponse(responseCode = "409", description = "It is the parent of other devices")
    public Uni<Void> remove(@RestPath String device) {
        return registry.remove(caller.tenant(), device);
    }
}
