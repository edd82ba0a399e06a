package io.telltale.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What happens to a request below {@code /api} outside of Jakarta REST: bodies are bounded before anybody reads them, what no route answers is a
 * problem 404, and so is what a route failed with. Runs on the event loop.
 */
@ApplicationScoped
class ApiRoutes {
    /** Before Quarkus' own check of the size (-2), whose answer has no body, and before authentication. */
    private static final int FIRST = -1000;

    private static final String API = "/api/*";

    private final long largestBody;
    private final Handler<RoutingContext> readsUpToTheLimit;

    ApiRoutes(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.largestBody = largestBody.asLongValue();
        this.readsUpToTheLimit = BodyHandler.create(false).setBodyLimit(this.largestBody);
    }

    void install(@Observes Router router) {
        router.route(API).order(FIRST).handler(ApiRoutes::readAddress).failureHandler(ApiRoutes::fail);
        router.route(API).order(FIRST + 1).handler(this::boundBody).failureHandler(ApiRoutes::fail);
        router.route(API).last().handler(request -> ProblemAnswer.send(Failures.problem(404, request), request));
    }

    /** Frameworks disagree about broken escapes and databases refuse zero bytes: neither gets past here. */
    private static void readAddress(RoutingContext context) {
        if (readable(context.request().uri())) {
            context.next();
        } else {
            ProblemAnswer.send(
                    Problem.invalid("the address has a zero byte, or a % that no two hexadecimal digits follow"),
                    context);
        }
    }

    /** Whether every escape is one, and none is a zero byte. */
    static boolean readable(String uri) {
        for (int at = uri.indexOf('%'); at >= 0; at = uri.indexOf('%', at + 1)) {
            if (at + 2 >= uri.length()
                    || Character.digit(uri.charAt(at + 1), 16) < 0
                    || Character.digit(uri.charAt(at + 2), 16) < 0
                    || uri.startsWith("00", at + 1)) {
                return false;
            }
        }
        return true;
    }

    private void boundBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > largestBody) {
            context.response().putHeader("Connection", "close").endHandler(sent -> {
                var unused = request.connection().close();
            });
            ProblemAnswer.send(Failures.problem(413, context), context);
        } else if (request.headers().contains("Transfer-Encoding")) {
            readsUpToTheLimit.handle(context);
        } else {
            context.next();
        }
    }

    private static void fail(RoutingContext context) {
        Throwable failure = context.failure();
        ProblemAnswer.send(
                failure == null ? Failures.problem(context.statusCode(), context) : Failures.problem(failure, context),
                context);
    }
}
