package io.telltale.registry;

import io.smallrye.mutiny.Uni;
import io.telltale.http.Problem;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the many ways in which a lost database shows into one answer, {@link DatabaseBacked}: 503, try again in a second.
 *
 * <p>SQLSTATE classes that pass by themselves: 08 connection, 40 rolled back for another's sake, 53 out of resources, 57P
 * shutting down or starting up. One that does not answer at all (frozen, cut off) is lost, too.
 */
@Interceptor
@DatabaseBacked
@Priority(Interceptor.Priority.APPLICATION)
class DatabaseOutages {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Requests at the database at once; the rest is told to try again. Static, because each bean has an interceptor of its own. */
    private static final Semaphore PLACES = new Semaphore(500);

    @AroundInvoke
    @Nullable
    Object answer(InvocationContext call) throws Exception {
        if (!PLACES.tryAcquire()) {
            throw tryAgain();
        }
        Object answer;
        try {
            answer = call.proceed();
        } catch (Exception | Error e) {
            PLACES.release();
            throw e;
        }
        if (answer instanceof Uni<?> later) {
            return bounded(later).onFailure(DatabaseOutages::passing).transform(e -> tryAgain());
        }
        PLACES.release();
        return answer;
    }

    /**
     * Waits no longer than {@link #PATIENCE}: a database that hangs answers nothing, and closes nothing either. The work is not
     * cancelled, because its session must come to its end and give the connection back; it keeps its place until then.
     */
    private static <T> Uni<T> bounded(Uni<T> work) {
        Uni<T> going = Uni.createFrom().emitter(answer -> {
            var unused =
                    work.onTermination().invoke(PLACES::release).subscribe().with(answer::complete, answer::fail);
        });
        return going.ifNoItem().after(PATIENCE).failWith(DatabaseOutages::tryAgain);
    }

    /** Whether the same request may succeed in a moment. */
    static boolean passing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean passing =
                    switch (cause) {
                        case ConnectException e -> true;
                        case ClosedConnectionException e -> true;
                        case TimeoutException e -> true;
                        case PgException e -> passing(e.getSqlState());
                        default -> false;
                    };
            if (passing) {
                return true;
            }
        }
        return false;
    }

    private static boolean passing(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("40")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57P"));
    }

    private static Problem tryAgain() {
        return Problem.unavailable("the database can't be reached: try again").retryAfter(SOON);
    }
}
