package io.telltale.registry.profiles;

import io.smallrye.mutiny.Uni;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import io.telltale.registry.DatabaseBacked;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/profiles}: the kinds of devices the caller's tenant has. */
@Path("/api/profiles")
@Produces(MediaType.APPLICATION_JSON)
@DatabaseBacked
@Tag(name = "profiles")
@RolesAllowed({"operator", "admin"})
class ProfilesResource {

    private final Profiles profiles;
    private final Caller caller;

    ProfilesResource(Profiles profiles, Caller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Creates a profile")
    @APIResponseSchema(value = Profile.class, responseCode = "201", responseDescription = "The profile")
    @APIResponse(responseCode = "409", description = "A profile of that name exists already")
    public Uni<RestResponse<Profile>> create(@NotNull @Valid Profile profile) {
        return profiles.create(caller.tenant(), profile).map(created -> RestResponse.ResponseBuilder.<Profile>created(
                        URI.create("/api/profiles/" + created.name()))
                .entity(created)
                .build());
    }

    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Lists profiles by name")
    public Uni<Page<Profile>> list(@BeanParam PageQuery page) {
        return profiles.after(caller.tenant(), page.after().orElse(""), page.limit() + 1)
                .map(rows -> Page.of(rows, page.limit(), Profile::name));
    }

    @GET
    @Path("/{name}")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "One profile")
    @APIResponse(responseCode = "200", description = "The profile")
    @APIResponse(responseCode = "404", description = "There is no such profile")
    public Uni<Profile> find(@RestPath String name) {
        return profiles.find(caller.tenant(), name);
    }

    @PUT
    @Path("/{name}")
    @Operation(summary = "Replaces a profile")
    @APIResponse(responseCode = "200", description = "The profile as it is now")
    @APIResponse(responseCode = "404", description = "There is no such profile")
    public Uni<Profile> change(@RestPath String name, @NotNull @Valid Profile profile) {
        if (!name.equals(profile.name())) {
            throw Problem.invalid("name", "must be '" + name + "' as in the path: a profile can't be renamed");
        }
        return profiles.change(caller.tenant(), name, profile);
    }

    @DELETE
    @Path("/{name}")
    @ResponseStatus(204)
    @Operation(summary = "Removes a profile that no device has")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such profile")
    @APIResponse(responseCode = "409", description = "Devices still have it, or it is `default`")
    public Uni<Void> remove(@RestPath String name) {
        return profiles.remove(caller.tenant(), name);
    }
}
