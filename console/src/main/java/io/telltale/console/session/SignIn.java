package io.telltale.console.session;

import io.telltale.console.ProblemResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code POST /api/login} puts the bearer token it came with into the session cookie, {@code POST /api/logout} removes it,
 * {@code GET /api/login} says who is signed in. All behind the {@link Door}, so the token is known to be good.
 */
@ApplicationScoped
class SignIn {

    private final SessionCookie cookie;

    SignIn(SessionCookie cookie) {
        this.cookie = cookie;
    }

    void register(@Observes Router router) {
        router.route("/api/login").handler(this::login);
        router.route("/api/logout").handler(this::logout);
    }

    private void login(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET)) {
            sayWho(context);
        } else if (!method.equals(HttpMethod.POST)) {
            refuseMethod(context, "GET, POST");
        } else {
            String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
            String token = Door.bearer(authorization).orElseThrow();
            if (token.length() > SessionCookie.MAX_TOKEN_LENGTH) {
                ProblemResponse.invalid("a token of more than " + SessionCookie.MAX_TOKEN_LENGTH
                                + " characters does not fit a cookie; ask for a shorter one")
                        .send(context);
                return;
            }
            cookie.set(context.request(), token, Operator.of(context).expires());
            sayWho(context);
        }
    }

    private void logout(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            refuseMethod(context, "POST");
            return;
        }
        cookie.clear(context.request());
        context.response().setStatusCode(204).end();
    }

    private static void sayWho(RoutingContext context) {
        Operator operator = Operator.of(context);
        JsonObject who = new JsonObject()
                .put("subject", operator.subject())
                .put("tenant", operator.tenant())
                .put("roles", new JsonArray(operator.roles().stream().sorted().toList()))
                .put("expires", operator.expires().toString());
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(who.toBuffer());
    }

    private static void refuseMethod(RoutingContext context, String allowed) {
        context.response().putHeader(HttpHeaders.ALLOW, allowed);
        ProblemResponse.methodNotAllowed(allowed).send(context);
    }
}
