package io.telltale.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * The console's own refusals, as RFC 9457 problem+json in the shape of every service. A closed list: what goes wrong at the
 * door and on the way to a service, nothing else.
 *
 * @param status the HTTP status
 * @param kind last part of the problem's type
 * @param title the same for every problem of the kind
 * @param detail what went wrong this time and what the caller can do
 */
public record ProblemResponse(int status, String kind, String title, String detail) {

    public static ProblemResponse invalid(String detail) {
        return new ProblemResponse(400, "invalid", "The request is not valid", detail);
    }

    public static ProblemResponse unauthorized(String detail) {
        return new ProblemResponse(401, "unauthorized", "A valid token is needed", detail);
    }

    public static ProblemResponse forbidden(String detail) {
        return new ProblemResponse(403, "forbidden", "Not allowed", detail);
    }

    public static ProblemResponse notFound(String detail) {
        return new ProblemResponse(404, "not-found", "Not found", detail);
    }

    public static ProblemResponse methodNotAllowed(String detail) {
        return new ProblemResponse(405, "method-not-allowed", "Method not allowed", detail);
    }

    public static ProblemResponse tooLarge(String detail) {
        return new ProblemResponse(413, "too-large", "The body is too large", detail);
    }

    public static ProblemResponse unavailable(String detail) {
        return new ProblemResponse(503, "unavailable", "Not available at the moment", detail);
    }

    /** Answers the request with this problem, unless its answer has begun already. */
    public void send(RoutingContext context) {
        var response = context.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json(context.request().path()).toBuffer());
    }

    private JsonObject json(String instance) {
        return new JsonObject()
                .put("type", "urn:telltale:problem:" + kind)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("instance", instance);
    }
}
