package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.AlertingConfig;
import io.telltale.alerting.delivery.AddressGuard;
import io.telltale.alerting.delivery.WebhookSecret;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.store.Endpoint;
import io.telltale.alerting.store.Endpoint.SigningKey;
import io.telltale.alerting.store.EndpointSettings;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.alerting.store.EndpointStore.Change;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/webhooks}: where the caller's tenant wants its alerts sent, and how. What became of it: {@link DeliveriesResource}. */
@Path("/api/webhooks")
@Tag(name = "webhooks")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class WebhooksResource {

    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int MOST_KEYS = 5;

    private final EndpointStore store;
    private final WebhookDraft drafts;
    private final int maxPerTenant;
    private final Caller caller;

    WebhooksResource(EndpointStore store, AlertingConfig config, Caller caller) {
        this.store = store;
        this.drafts = new WebhookDraft(
                new AddressGuard(config.webhooks().allow().orElse(List.of())),
                new EndpointFormats(config.webhooks().externalUrl()));
        this.maxPerTenant = config.webhooks().maxPerTenant();
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Registers an endpoint",
            description = "The answer is the only one that shows its signing secret.")
    @APIResponse(responseCode = "201", description = "The endpoint, with its secret")
    @APIResponse(responseCode = "409", description = "The name is taken, or the tenant has as many endpoints as it may")
    public RestResponse<WebhookJson> create(@NotNull WebhookSettingsJson.New body) {
        UUID id = UUID.randomUUID();
        String secret = WebhookDraft.secret(body.secret(), body.signature(), WebhookSecret.Scheme.V1);
        EndpointSettings settings = drafts.create(body.settings(), id);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Endpoint endpoint = new Endpoint(
                id,
                caller.tenant(),
                settings,
                settings.enabled() ? Optional.empty() : Optional.of("disabled by " + caller.subject()),
                new Endpoint.Circuit(0, Optional.empty(), Optional.empty()),
                List.of(new SigningKey(secret, now, Optional.empty())),
                now);
        Endpoint created = done(
                store.add(endpoint, maxPerTenant),
                id,
                "this tenant has " + maxPerTenant + " webhooks, more it may not have: remove some first");
        return RestResponse.ResponseBuilder.<WebhookJson>created(URI.create("/api/webhooks/" + id))
                .entity(WebhookJson.withSecret(created))
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
        return store.find(caller.tenant(), id).map(WebhookJson::of).orElseThrow(() -> unknown(id));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Replaces the settings of an endpoint",
            description = "Its keys stay, and so do its headers when they are left out.")
    @APIResponse(responseCode = "200", description = "The endpoint as it is now")
    @APIResponse(responseCode = "409", description = "The name is taken")
    public WebhookJson replace(@PathParam("id") UUID id, @NotNull WebhookSettingsJson body) {
        return change(id, present -> drafts.replace(body, present.name(), present.headers()));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Changes what is said of the settings of an endpoint, and nothing else",
            description = "Enabled again, or sent elsewhere, it begins with a clean slate.")
    @APIResponse(responseCode = "200", description = "The endpoint as it is now")
    @APIResponse(responseCode = "409", description = "The name is taken")
    public WebhookJson change(@PathParam("id") UUID id, @NotNull WebhookSettingsJson body) {
        return change(id, present -> drafts.patch(body, present));
    }

    @POST
    @Path("/{id}/rotate")
    @Operation(
            summary = "Gives an endpoint a new signing key",
            description =
                    "For a while the old keys sign beside it, so that the receiver can change over. The answer is the "
                            + "only one that shows the new secret.")
    @APIResponse(responseCode = "200", description = "The endpoint, with its new secret")
    @APIResponse(responseCode = "409", description = "The endpoint has as many keys as it may")
    public WebhookJson rotate(@PathParam("id") UUID id, WebhookJson.@NotNull Rotation body) {
        Duration overlap = Objects.requireNonNullElse(body.overlap(), OVERLAP);
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw Problem.invalid("overlap", "must be PT0S to " + LONGEST_OVERLAP);
        }
        Endpoint present = store.find(caller.tenant(), id).orElseThrow(() -> unknown(id));
        WebhookSecret.Scheme before =
                WebhookSecret.scheme(present.keys().getFirst().secret());
        String secret = WebhookDraft.secret(body.secret(), body.signature(), before);
        SigningKey key = new SigningKey(secret, Instant.now().truncatedTo(ChronoUnit.MICROS), Optional.empty());
        Change change = store.rotate(caller.tenant(), id, key, overlap, MOST_KEYS);
        return WebhookJson.withSecret(
                done(change, id, "this webhook is signed with " + MOST_KEYS + " keys: wait until one expires"));
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

    private WebhookJson change(UUID id, UnaryOperator<EndpointSettings> change) {
        return WebhookJson.of(done(store.change(caller.tenant(), id, caller.subject(), change), id, ""));
    }

    private static Endpoint done(Change change, UUID id, String tooMany) {
        return switch (change) {
            case Change.Done done -> done.endpoint();
            case Change.TooMany t -> throw Problem.conflict(tooMany);
            case Change.NameTaken n -> throw Problem.conflict("another webhook of this tenant has that name");
            case Change.Unknown u -> throw unknown(id);
        };
    }

    static Problem unknown(UUID id) {
        return Problem.notFound("there is no webhook " + id);
    }
}
