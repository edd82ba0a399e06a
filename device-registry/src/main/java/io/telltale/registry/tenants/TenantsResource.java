package io.telltale.registry.tenants;

import io.smallrye.mutiny.Uni;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.registry.DatabaseBacked;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/tenants}: for admins only, and the one place where all tenants show. */
@Path("/api/tenants")
@Produces(MediaType.APPLICATION_JSON)
@DatabaseBacked
@Tag(name = "tenants")
@RolesAllowed("admin")
class TenantsResource {

    private final Tenants tenants;

    TenantsResource(Tenants tenants) {
        this.tenants = tenants;
    }

    @POST
    @Operation(summary = "Creates a tenant, with a profile `default`")
    @APIResponseSchema(value = Tenant.class, responseCode = "201", responseDescription = "The tenant")
    @APIResponse(responseCode = "409", description = "A tenant of that name exists already")
    public Uni<RestResponse<Tenant>> create(@NotNull @Valid NewTenant tenant) {
        return tenants.create(tenant).map(created -> RestResponse.ResponseBuilder.<Tenant>created(
                        URI.create("/api/tenants/" + created.name()))
                .entity(created)
                .build());
    }

    @GET
    @Operation(summary = "Lists tenants by name")
    public Uni<Page<Tenant>> list(@BeanParam PageQuery page) {
        return tenants.after(page.after().orElse(""), page.limit() + 1)
                .map(rows -> Page.of(rows, page.limit(), Tenant::name));
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One tenant")
    @APIResponse(responseCode = "200", description = "The tenant")
    @APIResponse(responseCode = "404", description = "There is no such tenant")
    public Uni<Tenant> find(@RestPath String name) {
        return tenants.find(name);
    }
}
