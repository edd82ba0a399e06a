package io.telltale.ingest.deadletter;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.telltale.http.PageQuery;
import io.telltale.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * {@code /api/dead-letters}: what is done to many letters at a time, oldest first.
 *
 * <p>Bounded by the limit and by time: the answer's {@code next} says where to go on. Letters parked after the first call are
 * left alone, so what is refused again behind the gateway and parked anew is not replayed in circles.
 */
@Path("/api/dead-letters")
@Tag(name = "dead letters")
@RunOnVirtualThread
class DeadLetterSetResource {

    private static final System.Logger LOG = System.getLogger(DeadLetterSetResource.class.getName());

    private final DeadLetterDesk desk;
    private final DeadLetterMeters meters;

    DeadLetterSetResource(DeadLetterDesk desk, DeadLetterMeters meters) {
        this.desk = desk;
        this.meters = meters;
    }

    @POST
    @Path("/replay")
    @RolesAllowed({"operator", "admin"})
    @Operation(
            summary =
                    "Sends the dead letters meant on their way again, oldest first; those that went are no longer parked")
    @APIResponse(responseCode = "200", description = "How many went, and where to go on")
    public ReplayReport replay(@BeanParam DeadLetterQuery query, @BeanParam PageQuery page) {
        int limit = page.limit();
        if (query.isEmpty()) {
            throw Problem.invalid("say which letters: a stage, reason, device, origin, text, since, or until");
        }
        DeadLetterArchive archive = desk.archive();
        Span span = Span.of(page, archive);
        ReplayReport report = new ReplayRound(archive, desk.replays(), meters)
                .run(span, limit, query.subject(), desk.visible().and(query.wanted()));
        LOG.log(
                System.Logger.Level.INFO,
                "dead letters replayed replayed={0} refused={1} skipped={2} by={3}",
                report.replayed(),
                report.refusedAgain(),
                report.skipped(),
                desk.caller().subject());
        return report;
    }

    @DELETE
    @RolesAllowed("admin")
    @Operation(summary = "Gives the dead letters meant up, oldest first: they are gone for good")
    @APIResponse(responseCode = "200", description = "How many, and where to go on")
    public Purged purge(
            @BeanParam DeadLetterQuery query,
            @RestQuery @Parameter(description = "only count them") boolean dryRun,
            @BeanParam PageQuery page) {
        int limit = page.limit();
        if (query.isEmpty()) {
            throw Problem.invalid("say which letters: a stage, reason, device, origin, text, since, or until");
        }
        DeadLetterArchive archive = desk.archive();
        Span span = Span.of(page, archive);
        DeadLetterArchive.Found found = archive.between(
                span.from(),
                span.through(),
                limit,
                query.subject(),
                desk.visible().and(query.wanted()));
        List<DeadLetterArchive.Filed> letters = found.letters();
        if (!dryRun) {
            letters.forEach(filed -> archive.remove(filed.id()));
            meters.purged(letters.size());
            LOG.log(
                    System.Logger.Level.INFO,
                    "dead letters purged count={0} by={1}",
                    letters.size(),
                    desk.caller().subject());
        }
        return new Purged(letters.size(), dryRun, found.next().map(span::next).orElse(null));
    }
}
