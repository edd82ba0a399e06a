package io.telltale.console;

import static io.telltale.http.ProblemKind.FORBIDDEN;
import static io.telltale.http.ProblemKind.INVALID;
import static io.telltale.http.ProblemKind.METHOD_NOT_ALLOWED;
import static io.telltale.http.ProblemKind.NOT_FOUND;
import static io.telltale.http.ProblemKind.TIMEOUT;
import static io.telltale.http.ProblemKind.TOO_LARGE;
import static io.telltale.http.ProblemKind.UNAUTHENTICATED;
import static io.telltale.http.ProblemKind.UNAVAILABLE;

import io.telltale.http.ProblemDocument;
import io.telltale.http.ProblemKind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The console's own refusals, at the door and on the way to a service, in the words and the shape of every service. They are
 * sent from plain routes on the event loop; what a service refuses passes through unchanged.
 *
 * @param kind what sort of problem
 * @param detail what went wrong this time and what the caller can do
 */
public record ProblemResponse(ProblemKind kind, String detail) {

    public static ProblemResponse invalid(String detail) {
        return new ProblemResponse(INVALID, detail);
    }

    public static ProblemResponse unauthenticated(String detail) {
        return new ProblemResponse(UNAUTHENTICATED, detail);
    }

    public static ProblemResponse forbidden(String detail) {
        return new ProblemResponse(FORBIDDEN, detail);
    }

    public static ProblemResponse notFound(String detail) {
        return new ProblemResponse(NOT_FOUND, detail);
    }

    public static ProblemResponse methodNotAllowed(String allowed) {
        return new ProblemResponse(METHOD_NOT_ALLOWED, "allowed here: " + allowed);
    }

    public static ProblemResponse tooLarge(String detail) {
        return new ProblemResponse(TOO_LARGE, detail);
    }

    public static ProblemResponse unavailable(String detail) {
        return new ProblemResponse(UNAVAILABLE, detail);
    }

    public static ProblemResponse timeout(String detail) {
        return new ProblemResponse(TIMEOUT, detail);
    }

    /** Answers the request with this problem, unless its answer has begun already. */
    public void send(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        if (kind == UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"telltale\"");
        }
        response.setStatusCode(kind.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.encodeToBuffer(document(context.normalizedPath())));
    }

    private ProblemDocument document(String instance) {
        return new ProblemDocument(kind.type(), kind.title(), kind.status(), detail, instance, List.of());
    }
}
