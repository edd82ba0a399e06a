package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.http.Caller;
import io.telltale.http.Problem;
import io.telltale.ingest.Gateway;
import jakarta.enterprise.context.RequestScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** What both resources need: the archive, and of it only what the caller may see. For one request; blocks. */
@RequestScoped
class DeadLetterDesk {

    private final Gateway gateway;
    private final Caller caller;

    DeadLetterDesk(Gateway gateway, Caller caller) {
        this.gateway = gateway;
        this.caller = caller;
    }

    /** The caller's tenant. */
    String tenant() {
        return caller.tenant();
    }

    Caller caller() {
        return caller;
    }

    /** The tenant's own; those of which nobody knows whose they are, an admin sees. */
    Predicate<DeadLetter> visible() {
        String tenant = caller.tenant();
        boolean admin = caller.admin();
        return letter ->
                letter.tenant().equals(tenant) || (admin && letter.tenant().equals(DeadLetter.UNKNOWN));
    }

    /** One letter that the caller may see. */
    DeadLetter find(long id) {
        return archive()
                .find(id)
                .filter(visible())
                .orElseThrow(() -> Problem.notFound("there is no dead letter " + id));
    }

    DeadLetterArchive archive() {
        try {
            return new DeadLetterArchive(running().nats());
        } catch (IOException e) {
            throw Problem.unavailable("the dead letters cannot be read now: " + e.getMessage());
        }
    }

    DeadLetterReplay replays() {
        try {
            return new DeadLetterReplay(running().inbox(), running().nats().jetStream());
        } catch (IOException e) {
            throw Problem.unavailable("nothing can be replayed now: " + e.getMessage());
        }
    }

    Gateway.Running running() {
        return gateway.running()
                .orElseThrow(() -> Problem.unavailable("the gateway is starting: it has not reached NATS yet"));
    }

    /**
     * What became of a replay.
     *
     * @throws Problem 503 when that is not known within the patience; the letter stays
     */
    static Replay await(CompletableFuture<Replay> underWay, Duration patience) {
        try {
            return underWay.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Problem.unavailable("JetStream does not answer; the letter is still parked, try again later");
        } catch (ExecutionException e) {
            throw Problem.unavailable(
                    "JetStream does not take it; the letter is still parked, try again later: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("the gateway is stopping");
        }
    }

    /** The id of a letter as the caller wrote it. */
    static long id(String field, String text) {
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
