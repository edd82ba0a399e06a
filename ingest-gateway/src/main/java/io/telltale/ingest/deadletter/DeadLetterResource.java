package io.telltale.ingest.deadletter;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.events.DeadLetter;
import io.telltale.http.Caller;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import io.telltale.ingest.Gateway;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /api/dead-letters}: what could not be processed, of every stage, to look at and to replay. */
@Path("/api/dead-letters")
@Tag(name = "dead letters")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class DeadLetterResource {

    private final Gateway gateway;
    private final Caller caller;

    DeadLetterResource(Gateway gateway, Caller caller) {
        this.gateway = gateway;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "The dead letters, newest first; a page may be short and yet have a next one")
    @APIResponse(responseCode = "200", description = "One page")
    public Page<DeadLetterView> list(
            @RestQuery @Nullable String stage,
            @RestQuery @Nullable String reason,
            @RestQuery @Nullable String device,
            @BeanParam PageQuery page) {
        Predicate<DeadLetter> wanted = visible()
                .and(letter -> stage == null || stage.equals(letter.stage()))
                .and(letter -> reason == null || reason.equals(letter.reason()))
                .and(letter -> device == null || device.equals(letter.device()));
        long before = page.after().map(after -> id("after", after)).orElse(Long.MAX_VALUE);
        DeadLetterArchive.Found found = archive().before(before, page.limit(), wanted);
        return new Page<>(
                found.letters().stream()
                        .map(filed -> DeadLetterView.of(filed.id(), filed.letter()))
                        .toList(),
                found.next().map(String::valueOf).orElse(null));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "One dead letter")
    @APIResponse(responseCode = "200", description = "The letter with its original bytes")
    @APIResponse(responseCode = "404", description = "There is no such letter, or no longer")
    public DeadLetterView get(@RestPath String id) {
        long sequence = id("id", id);
        return DeadLetterView.of(sequence, find(sequence));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Sends a dead letter on its way again; it is no longer parked then")
    @APIResponse(responseCode = "200", description = "It is on its way")
    @APIResponse(responseCode = "404", description = "There is no such letter, or no longer")
    @APIResponse(responseCode = "409", description = "It is refused again; the detail says why")
    public Replayed replay(@RestPath String id) {
        long sequence = id("id", id);
        DeadLetter letter = find(sequence);
        new DeadLetterReplay(running()).replay(sequence, letter);
        archive().remove(sequence);
        return new Replayed(id, letter.origin());
    }

    private DeadLetter find(long id) {
        return archive()
                .find(id)
                .filter(visible())
                .orElseThrow(() -> Problem.notFound("there is no dead letter " + id));
    }

    /** The tenant's own; those of which nobody knows whose they are, an admin sees. */
    private Predicate<DeadLetter> visible() {
        String tenant = caller.tenant();
        boolean admin = caller.admin();
        return letter ->
                letter.tenant().equals(tenant) || (admin && letter.tenant().equals(DeadLetter.UNKNOWN));
    }

    private DeadLetterArchive archive() {
        try {
            return new DeadLetterArchive(running().nats());
        } catch (IOException e) {
            throw Problem.unavailable("the dead letters cannot be read now: " + e.getMessage());
        }
    }

    private Gateway.Running running() {
        return gateway.running()
                .orElseThrow(() -> Problem.unavailable("the gateway is starting: it has not reached NATS yet"));
    }

    private static long id(String field, String text) {
        try {
            long id = Long.parseLong(text);
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number that cannot be an id
        }
        throw Problem.invalid(field, "is not the id of a dead letter: a whole number above 0");
    }
}
