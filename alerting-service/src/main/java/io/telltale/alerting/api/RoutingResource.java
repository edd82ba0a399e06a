package io.telltale.alerting.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.alerting.Alerting;
import io.telltale.alerting.routing.Destination;
import io.telltale.alerting.routing.InvalidRoutingException;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.Routing;
import io.telltale.alerting.routing.RoutingDocument;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.alerting.store.RoutingStore;
import io.telltale.http.Caller;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/routing}: who of the caller's tenant is told of what, in Alertmanager's words. */
@Path("/api/routing")
@Tag(name = "routing")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class RoutingResource {

    private static final int MOST_LABELS = 100;

    private final RoutingStore store;
    private final EndpointStore endpoints;
    private final Alerting alerting;
    private final Caller caller;

    RoutingResource(RoutingStore store, EndpointStore endpoints, Alerting alerting, Caller caller) {
        this.store = store;
        this.endpoints = endpoints;
        this.alerting = alerting;
        this.caller = caller;
    }

    /** Labels of an alert that may not exist, and the routing to try; the one in force when it is left out. */
    @Schema(name = "RoutingTrial")
    record Trial(
            @Nullable Map<String, String> labels, @Nullable RoutingDocument routing) {}

    /** Who would be told. */
    @Schema(name = "RoutingTrialResult")
    record Tried(List<Told> receivers) {}

    /** One receiver that would be told, in which group; {@code after} is the delay of an escalation step. */
    @Schema(name = "RoutingTrialReceiver")
    record Told(
            String receiver,
            String groupKey,
            Map<String, String> groupLabels,
            Duration groupWait,
            Duration groupInterval,
            Duration repeatInterval,
            Duration after) {

        static Told of(Destination to) {
            return new Told(
                    to.receiver(),
                    to.key(),
                    to.labels(),
                    to.plan().groupWait(),
                    to.plan().groupInterval(),
                    to.plan().repeatInterval(),
                    to.delay());
        }
    }

    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "The routing in force; the default as long as none was written")
    public RoutingDocument find() {
        return store.find(caller.tenant());
    }

    @PUT
    @Operation(
            summary = "Replaces the routing",
            description = "Alerts that fire already are told where they belong now, if they were not told there yet.")
    @APIResponse(responseCode = "200", description = "The routing, in force")
    @APIResponse(responseCode = "400", description = "It makes no sense; errors name the path of the field")
    public RoutingDocument replace(@NotNull RoutingDocument body) {
        Routing routing = valid(body);
        requireWebhooks(routing);
        store.save(caller.tenant(), body, caller.subject());
        alerting.wake();
        return body;
    }

    @POST
    @Path("/test")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(
            summary = "Which receivers would get an alert with these labels",
            description = "As `amtool config routes test` does. Changes nothing.")
    @APIResponse(responseCode = "200", description = "The receivers, in the order of the routes")
    public Tried test(@NotNull Trial trial) {
        Routing routing = valid(trial.routing == null ? store.find(caller.tenant()) : trial.routing);
        Map<String, String> labels = new HashMap<>(Objects.requireNonNullElse(trial.labels, Map.of()));
        boolean tooLong = labels.entrySet().stream()
                .anyMatch(label -> label.getKey().length() > Matcher.MAX_NAME
                        || String.valueOf(label.getValue()).length() > Matcher.MAX_VALUE);
        if (tooLong || labels.size() > MOST_LABELS) {
            throw Problem.invalid(
                    "labels",
                    "must be at most " + MOST_LABELS + ", with names of " + Matcher.MAX_NAME + " and values of "
                            + Matcher.MAX_VALUE + " characters at most");
        }
        labels.values().removeIf(Objects::isNull);
        labels.putIfAbsent("tenant", caller.tenant());
        return new Tried(routing.destinations(caller.tenant(), new UUID(0, 0), labels).stream()
                .map(Told::of)
                .toList());
    }

    private static Routing valid(RoutingDocument document) {
        try {
            return new Routing(document);
        } catch (InvalidRoutingException e) {
            throw Problem.invalid(e.field(), String.valueOf(e.getMessage()));
        }
    }

    /** A receiver that nobody is behind would be told for nothing. */
    private void requireWebhooks(Routing routing) {
        Set<String> known = new HashSet<>();
        endpoints.page(caller.tenant(), 0, Integer.MAX_VALUE).forEach(e -> {
            known.add(e.endpoint().id().toString());
            known.add(e.endpoint().settings().name());
        });
        List<Routing.Receiver> receivers = routing.receivers();
        for (int i = 0; i < receivers.size(); i++) {
            List<String> webhooks = receivers.get(i).webhooks();
            for (int j = 0; j < webhooks.size(); j++) {
                if (!known.contains(webhooks.get(j))) {
                    throw Problem.invalid(
                            "receivers[" + i + "].webhooks[" + j + ']',
                            "there is no webhook '" + webhooks.get(j) + "'");
                }
            }
        }
    }
}
