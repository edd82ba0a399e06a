package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.Alerting;
import io.telltale.alerting.AlertingConfig;
import io.telltale.alerting.notification.EndpointFormat;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.notification.Samples;
import io.telltale.alerting.store.Attempt;
import io.telltale.alerting.store.DeliveryLog;
import io.telltale.alerting.store.Endpoint;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.alerting.store.Outgoing;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import io.telltale.http.ProblemKind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/webhooks/{id}/deliveries}: what became of the webhooks of the caller's tenant; trying out, and sending again. */
@Path("/api/webhooks")
@Tag(name = "webhooks")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class DeliveriesResource {

    private static final List<String> STATES = List.of("pending", "delivered", "failed", "dead");
    private static final List<String> REPLAYABLE = List.of("dead", "failed", "delivered");
    private static final int REPLAYED_AT_ONCE = 10_000;
    private static final Semaphore TESTS = new Semaphore(20);

    private final EndpointStore endpoints;
    private final DeliveryLog log;
    private final Alerting alerting;
    private final EndpointFormats formats;
    private final Caller caller;

    DeliveriesResource(
            EndpointStore endpoints, DeliveryLog log, Alerting alerting, AlertingConfig config, Caller caller) {
        this.endpoints = endpoints;
        this.log = log;
        this.alerting = alerting;
        this.formats = new EndpointFormats(config.webhooks().externalUrl());
        this.caller = caller;
    }

    @GET
    @Path("/{id}/deliveries")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Lists what was or will be sent to an endpoint, newest first")
    public Page<DeliveryJson> list(
            @PathParam("id") UUID id,
            @QueryParam("state") @Parameter(description = "pending, delivered, failed or dead") Optional<String> state,
            @BeanParam PageQuery page) {
        page.limit(); // what is wrong with the question is said before what is not found
        return page(Optional.of(known(id).id()), state.map(word -> known(word, STATES)), page);
    }

    @GET
    @Path("/deliveries/dead")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "Lists what was given up, of all endpoints, newest first")
    public Page<DeliveryJson> deadLetters(@BeanParam PageQuery page) {
        return page(Optional.empty(), Optional.of("dead"), page);
    }

    @GET
    @Path("/{id}/deliveries/{delivery}")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "One delivery with the log of its attempts")
    public DeliveryJson find(@PathParam("id") UUID id, @PathParam("delivery") String delivery) {
        DeliveryLog.Delivery found = deliveryId(delivery)
                .flatMap(known -> log.find(caller.tenant(), id, known))
                .orElseThrow(DeliveriesResource::unknownDelivery);
        return DeliveryJson.of(
                found,
                Optional.of(log.attempts(found.id()).stream()
                        .map(DeliveryJson.AttemptJson::of)
                        .toList()));
    }

    @POST
    @Path("/{id}/test")
    @Operation(
            summary = "Sends a signed sample now, in the endpoint's own form, and answers with what came back",
            description = "Whether the endpoint is enabled or not; it leaves no trace in the log.")
    @APIResponse(responseCode = "200", description = "What came back")
    @APIResponse(responseCode = "429", description = "Too many tests at once")
    public DeliveryJson.Tested test(@PathParam("id") UUID id) throws InterruptedException {
        Endpoint endpoint = known(id);
        if (!TESTS.tryAcquire()) {
            throw Problem.of(ProblemKind.TOO_MANY, "too many webhooks are being tried out")
                    .retryAfter(Duration.ofSeconds(5));
        }
        try {
            Attempt attempt = alerting.notifications().tryOut(sample(endpoint));
            return DeliveryJson.Tested.of(attempt);
        } finally {
            TESTS.release();
        }
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            summary = "Sends deliveries again: one, or all since a time",
            description = "With the same webhook-id and body, from the beginning of the schedule; at most "
                    + REPLAYED_AT_ONCE + " at once, the oldest first.")
    @APIResponse(responseCode = "200", description = "How many")
    @APIResponse(responseCode = "409", description = "The endpoint is disabled")
    public DeliveryJson.Replayed replay(@PathParam("id") UUID id, DeliveryJson.@NotNull Replay body) {
        Endpoint endpoint = known(id);
        if ((body.delivery() == null) == (body.since() == null)) {
            throw Problem.invalid("delivery", "must be there, or since; not both");
        }
        if (!endpoint.settings().enabled()) {
            throw Problem.conflict(
                    "this webhook is disabled (" + endpoint.disabledReason().orElse("") + "): enable it first");
        }
        int replayed = body.since() == null ? one(id, body) : since(id, body.since(), body.state());
        alerting.notifications().wake();
        return new DeliveryJson.Replayed(replayed);
    }

    private int one(UUID id, DeliveryJson.Replay body) {
        if (body.state() != null) {
            throw Problem.invalid("state", "is only for replays since a time");
        }
        boolean found = deliveryId(String.valueOf(body.delivery()))
                .map(delivery -> log.replay(id, delivery))
                .orElse(false);
        if (!found) {
            throw unknownDelivery();
        }
        return 1;
    }

    private int since(UUID id, Instant since, @Nullable String state) {
        return log.replay(id, since, known(Objects.requireNonNullElse(state, "dead"), REPLAYABLE), REPLAYED_AT_ONCE);
    }

    private Page<DeliveryJson> page(Optional<UUID> endpoint, Optional<String> state, PageQuery page) {
        int limit = page.limit();
        DeliveryLog.Filter filter = new DeliveryLog.Filter(caller.tenant(), endpoint, state);
        return Page.of(
                        log.page(filter, Cursor.newestFirst(page), limit + 1),
                        limit,
                        delivery -> Long.toString(delivery.seq()))
                .map(DeliveryJson::of);
    }

    private Outgoing sample(Endpoint endpoint) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        EndpointFormat format = formats.of(endpoint.settings().format());
        return new Outgoing(
                UUID.randomUUID(),
                endpoint.settings().url(),
                endpoint.keys().stream().map(Endpoint.SigningKey::secret).toList(),
                endpoint.settings().headers(),
                format.contentType(),
                format.render(Samples.firing(endpoint.tenant(), now)));
    }

    private static String known(String state, List<String> states) {
        if (!states.contains(state)) {
            throw Problem.invalid("state", "must be one of " + String.join(", ", states));
        }
        return state;
    }

    private static Optional<UUID> deliveryId(String text) {
        try {
            return Optional.of(UUID.fromString(text.replaceFirst("^msg_", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Endpoint known(UUID id) {
        return endpoints.find(caller.tenant(), id).orElseThrow(() -> WebhooksResource.unknown(id));
    }

    private static Problem unknownDelivery() {
        return Problem.notFound("there is no such delivery to this webhook");
    }
}
