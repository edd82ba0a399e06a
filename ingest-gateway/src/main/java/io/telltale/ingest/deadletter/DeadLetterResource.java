package io.telltale.ingest.deadletter;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.events.DeadLetter;
import io.telltale.http.Page;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import io.telltale.ingest.Gateway;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/dead-letters}: what could not be processed, of every stage, to look at, mend, replay and give up one by one. */
@Path("/api/dead-letters")
@Tag(name = "dead letters")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class DeadLetterResource {

    private static final System.Logger LOG = System.getLogger(DeadLetterResource.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DeadLetterDesk desk;
    private final DeadLetterMeters meters;

    DeadLetterResource(DeadLetterDesk desk, DeadLetterMeters meters) {
        this.desk = desk;
        this.meters = meters;
    }

    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    @Operation(summary = "The dead letters, newest first; a page may be short and yet have a next one")
    @APIResponse(responseCode = "200", description = "One page")
    public Page<DeadLetterView> list(@BeanParam DeadLetterQuery query, @BeanParam PageQuery page) {
        long before =
                page.after().map(after -> DeadLetterDesk.id("after", after)).orElse(Long.MAX_VALUE);
        DeadLetterArchive.Found found =
                desk.archive().before(before, page.limit(), desk.visible().and(query.wanted()));
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
    @APIResponse(responseCode = "200", description = "The letter with its original bytes, and these made readable")
    @APIResponse(responseCode = "404", description = "There is no such letter, or no longer")
    public DeadLetterView get(@RestPath String id) {
        long sequence = DeadLetterDesk.id("id", id);
        return DeadLetterView.whole(sequence, desk.find(sequence));
    }

    @POST
    @Path("/{id}/mend")
    @Operation(summary = "Replaces payload or topic of a dead letter, when nothing of it would be refused then")
    @APIResponse(
            responseCode = "200",
            description = "What would be admitted and refused; unless a dry run, the mended letter")
    @APIResponse(responseCode = "404", description = "There is no such letter, or no longer")
    @APIResponse(responseCode = "409", description = "It would still be refused; the letter stays as it was")
    public Mended mend(
            @RestPath String id,
            @RestQuery @Parameter(description = "only say what would be admitted and refused") boolean dryRun,
            Mend mend) {
        long sequence = DeadLetterDesk.id("id", id);
        DeadLetter letter = desk.find(sequence);
        Gateway.Running running = desk.running();
        DeadLetter mended = new Mending(desk.caller()).mend(letter, mend);
        Judgement judgement = Judgement.of(mended, running.inbox());
        if (dryRun) {
            return new Mended(id, true, judgement);
        }
        if (mend.isEmpty()) {
            throw Problem.invalid("nothing is mended: give text or payload, or topic, device or metric");
        }
        if (!judgement.refused().isEmpty()) {
            throw Problem.conflict("it would still be refused, the letter stays as it was: "
                    + judgement.refused().getFirst().reason() + ": "
                    + judgement.refused().getFirst().detail());
        }
        long kept = desk.archive().replace(sequence, mended);
        meters.mended();
        LOG.log(System.Logger.Level.INFO, "dead letter mended id={0} new={1} by={2}", id, Long.toString(kept), who());
        return new Mended(Long.toString(kept), false, judgement);
    }

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Sends a dead letter on its way again; it is no longer parked then")
    @APIResponse(responseCode = "200", description = "It is on its way")
    @APIResponse(responseCode = "404", description = "There is no such letter, or no longer")
    @APIResponse(responseCode = "409", description = "It is refused again; the detail says why")
    public Replayed replay(@RestPath String id) {
        long sequence = DeadLetterDesk.id("id", id);
        DeadLetter letter = desk.find(sequence);
        Replay replay = DeadLetterDesk.await(desk.replays().replay(sequence, letter), PATIENCE);
        meters.replayed(replay);
        return switch (replay) {
            case Replay.Sent sent -> {
                desk.archive().remove(sequence);
                yield new Replayed(id, letter.origin());
            }
            case Replay.Refused(String why) -> throw Problem.conflict(why);
            case Replay.Skipped(String why) -> throw Problem.conflict(why);
        };
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Gives a dead letter up: it is gone for good")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such letter, or no longer")
    public void purge(@RestPath String id) {
        long sequence = DeadLetterDesk.id("id", id);
        desk.find(sequence);
        desk.archive().remove(sequence);
        meters.purged(1);
        LOG.log(System.Logger.Level.INFO, "dead letter purged id={0} by={1}", id, who());
    }

    private String who() {
        return desk.caller().subject();
    }
}
