package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.AlertingConfig;
import io.telltale.alerting.delivery.AddressGuard;
import io.telltale.alerting.delivery.EndpointUrl;
import io.telltale.alerting.delivery.WebhookSecret;
import io.telltale.alerting.store.Endpoint;
import io.telltale.alerting.store.EndpointStore;
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
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/webhooks}: where the caller's tenant wants its alerts sent, and what became of them. */
@Path("/api/webhooks")
@Tag(name = "webhooks")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class WebhooksResource {

    private static final int MAX_DESCRIPTION = 500;

    private final EndpointStore store;
    private final AddressGuard guard;
    private final int maxPerTenant;
    private final Caller caller;

    WebhooksResource(EndpointStore store, AlertingConfig config, Caller caller) {
        this.store = store;
        this.guard = new AddressGuard(config.webhooks().allow().orElse(List.of()));
        this.maxPerTenant = config.webhooks().maxPerTenant();
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Registers an endpoint",
            description = "The answer is the only one that shows its signing secret.")
    @APIResponse(responseCode = "201", description = "The endpoint, with its secret")
    @APIResponse(responseCode = "409", description = "The tenant has as many endpoints as it may")
    public RestResponse<WebhookJson> create(@NotNull WebhookJson.New body) {
        String secret = body.secret() == null ? WebhookSecret.generate() : body.secret();
        if (!WebhookSecret.valid(secret)) {
            throw Problem.invalid("secret", "must be whsec_ followed by base64 of 24 to 64 bytes");
        }
        if (body.description() != null && body.description().length() > MAX_DESCRIPTION) {
            throw Problem.invalid("description", "must have at most " + MAX_DESCRIPTION + " characters");
        }
        Endpoint endpoint = new Endpoint(
                UUID.randomUUID(),
                caller.tenant(),
                url(body),
                Optional.ofNullable(body.description()),
                true,
                Optional.empty(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        if (!store.add(endpoint, secret, maxPerTenant)) {
            throw Problem.conflict(
                    "this tenant has " + maxPerTenant + " webhooks, more it may not have: remove some first");
        }
        return RestResponse.ResponseBuilder.<WebhookJson>created(URI.create("/api/webhooks/" + endpoint.id()))
                .entity(WebhookJson.of(endpoint, Optional.of(secret)))
                .build();
    }

    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Lists endpoints, oldest first")
    public Page<WebhookJson> list(@BeanParam PageQuery page) {
        int limit = page.limit();
        return Page.of(
                        store.page(caller.tenant(), Cursor.oldestFirst(page), limit + 1),
                        limit,
                        listed -> Long.toString(listed.seq()))
                .map(listed -> WebhookJson.of(listed.endpoint()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "One endpoint")
    public WebhookJson find(@PathParam("id") UUID id) {
        return WebhookJson.of(known(id));
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(summary = "Removes an endpoint with its deliveries; nothing more is sent there")
    @APIResponse(responseCode = "204", description = "It is gone")
    public void remove(@PathParam("id") UUID id) {
        if (!store.remove(caller.tenant(), id)) {
            throw unknown(id);
        }
    }

    @GET
    @Path("/{id}/deliveries")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Lists what was or will be sent to an endpoint, newest first")
    public Page<WebhookJson.Delivery> deliveries(@PathParam("id") UUID id, @BeanParam PageQuery page) {
        int limit = page.limit();
        long before = Cursor.newestFirst(page);
        return Page.of(
                        store.deliveries(known(id).id(), before, limit + 1),
                        limit,
                        delivery -> Long.toString(delivery.seq()))
                .map(WebhookJson.Delivery::of);
    }

    private URI url(WebhookJson.New body) {
        if (body.url() == null) {
            throw Problem.invalid("url", "is missing");
        }
        try {
            return EndpointUrl.parse(body.url(), guard);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("url", String.valueOf(e.getMessage()));
        }
    }

    private Endpoint known(UUID id) {
        return store.find(caller.tenant(), id).orElseThrow(() -> unknown(id));
    }

    private static Problem unknown(UUID id) {
        return Problem.notFound("there is no webhook " + id);
    }
}
