package io.telltale.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.util.HexFormat;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * The one place that says what a failure means to the sender. What is none of the expected ones is an incident: it gets a number, is logged
 * once with its cause, and the sender reads only the number.
 */
final class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    static Problem problem(Throwable failure, RoutingContext request) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationException) {
            return unauthenticated(request);
        }
        if (failure instanceof ForbiddenException) {
            return Problem.forbidden("the role of this token does not allow " + asked(request));
        }
        if (failure instanceof ConstraintViolationException violations && Violations.ofTheRequest(violations)) {
            return Problem.invalid(Violations.fields(violations));
        }
        if (failure instanceof JsonProcessingException json && !(failure instanceof InvalidDefinitionException)) {
            return JsonFaults.problem(json);
        }
        if (failure instanceof WebApplicationException chosen) {
            return chosen(chosen, request);
        }
        if (failure instanceof RejectedExecutionException) {
            return Problem.unavailable("the service has more to do than it can at this moment: try again");
        }
        return incident(failure, request);
    }

    /** A status that a framework chose without an exception. */
    static Problem problem(int status, RoutingContext request) {
        ProblemKind kind = ProblemKind.ofStatus(status);
        return switch (kind) {
            case UNAUTHENTICATED -> unauthenticated(request);
            case NOT_FOUND -> Problem.notFound("there is nothing at " + request.normalizedPath());
            case METHOD_NOT_ALLOWED, FORBIDDEN -> Problem.of(kind, asked(request) + " is not possible");
            case NOT_ACCEPTABLE -> Problem.of(kind, "answers are application/json: accept that");
            case TOO_LARGE -> Problem.of(kind, "the body is larger than this service takes: send less at once");
            case UNSUPPORTED_MEDIA_TYPE -> Problem.of(kind, "send the body with Content-Type: application/json");
            case INVALID, CONFLICT, TOO_MANY, INTERNAL, BAD_GATEWAY, UNAVAILABLE, TIMEOUT ->
                Problem.of(kind, "status " + status + " for " + asked(request));
        };
    }

    private static Problem unauthenticated(RoutingContext request) {
        boolean sentOne = request.request().headers().contains("Authorization");
        return Problem.of(
                ProblemKind.UNAUTHENTICATED,
                sentOne
                        ? "the token is not one of ours or has expired: get a new one"
                        : "send a token in the header Authorization: Bearer <token>");
    }

    /** What cannot be read is the sender's mistake, whatever status the framework derives from it. */
    private static Problem chosen(WebApplicationException chosen, RoutingContext request) {
        Throwable cause = chosen.getCause();
        int status = chosen.getResponse().getStatus();
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof JsonProcessingException json && status < 500) {
            return JsonFaults.problem(json);
        }
        if (cause != null && status >= 500) {
            return incident(cause, request);
        }
        if (cause != null && status == 404) {
            return Problem.invalid("a parameter of " + asked(request) + " cannot be read");
        }
        return problem(status, request);
    }

    private static Problem incident(Throwable failure, RoutingContext request) {
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.errorf(failure, "request failed incident=%s request=\"%s\"", number, asked(request));
        return Problem.of(
                ProblemKind.INTERNAL, "incident " + number + ": the service's log has the cause under that number");
    }

    private static String asked(RoutingContext request) {
        return request.request().method() + " " + request.normalizedPath();
    }
}
