package io.telltale.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** One problem as an answer, in the two forms we need: for Jakarta REST and for a plain Vert.x route. */
final class ProblemAnswer {
    private ProblemAnswer() {}

    /** For Jakarta REST. Bytes, because no writer may touch the content type. */
    static Response response(Problem problem, RoutingContext request) {
        Response.ResponseBuilder response = Response.status(problem.kind().status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(ProblemDocument.of(problem, request.normalizedPath()).toBytes());
        headers(problem, request).forEach(response::header);
        return response.build();
    }

    /** For a route outside of Jakarta REST. An answer that has begun cannot be mended, only ended. */
    static void send(Problem problem, RoutingContext request) {
        HttpServerResponse response = request.response();
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(problem.kind().status()).putHeader("Content-Type", ProblemDocument.MEDIA_TYPE);
        headers(problem, request).forEach(response::putHeader);
        byte[] body = ProblemDocument.of(problem, request.normalizedPath()).toBytes();
        var unused = response.end(Buffer.buffer(body));
    }

    private static Map<String, String> headers(Problem problem, RoutingContext request) {
        Map<String, String> headers = new LinkedHashMap<>();
        problem.retryAfter()
                .ifPresent(wait -> headers.put("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
        if (problem.kind() == ProblemKind.UNAUTHENTICATED) {
            headers.put("WWW-Authenticate", challenge(request));
        }
        return headers;
    }

    /** RFC 6750, section 3: no error code when the request had no token at all. */
    private static String challenge(RoutingContext request) {
        String realm = "Bearer realm=\"telltale\"";
        return request.request().headers().contains("Authorization") ? realm + ", error=\"invalid_token\"" : realm;
    }
}
