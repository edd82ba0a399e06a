package io.telltale.console.session;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.telltale.console.ProblemResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Where every call to the API comes in, before anything is routed or forwarded. A bearer token is verified; without one the
 * session cookie stands for it and is turned into the {@code Authorization} header that the services understand. No valid
 * token: 401. Runs on the event loop; verifying a signature takes some tens of microseconds.
 */
@ApplicationScoped
public class Door {

    private static final int BEFORE_EVERYTHING_ELSE = 300;
    private static final String BEARER = "Bearer ";

    private final JWTParser tokens;
    private final SessionCookie cookie;

    Door(JWTParser tokens, SessionCookie cookie) {
        this.tokens = tokens;
        this.cookie = cookie;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_EVERYTHING_ELSE);
    }

    private void admit(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.equals("/api") || path.startsWith("/api/")) {
            identify(context);
        } else {
            context.next();
        }
    }

    private void identify(RoutingContext context) {
        HttpServerRequest request = context.request();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            bearer(authorization).ifPresentOrElse(token -> verify(context, token), () -> refuse(context));
            return;
        }
        Optional<String> session = cookie.token(request);
        if (session.isEmpty()) {
            refuse(context);
        } else if (!SameOrigin.trusted(request)) {
            ProblemResponse.forbidden("a change with the session cookie must come from the console's own page;"
                            + " scripts send Authorization: Bearer instead")
                    .send(context);
        } else {
            request.headers().set(HttpHeaders.AUTHORIZATION, BEARER + session.get());
            verify(context, session.get());
        }
    }

    private void verify(RoutingContext context, String token) {
        try {
            Operator.of(tokens.parse(token)).enter(context);
        } catch (ParseException e) {
            refuse(context);
            return;
        }
        context.next();
    }

    /** One answer for a missing, garbled, forged and expired token: who guesses learns nothing. */
    private void refuse(RoutingContext context) {
        if (cookie.token(context.request()).isPresent()) {
            cookie.clear(context.request());
        }
        ProblemResponse.unauthenticated("send Authorization: Bearer with a valid token; ./telltale env prints one")
                .send(context);
    }

    static Optional<String> bearer(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? Optional.of(authorization.substring(BEARER.length()).strip()) : Optional.empty();
    }
}
