package io.telltale.console.session;

import io.telltale.console.ConsoleConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Carries the bearer token of a signed-in browser: out of reach of scripts ({@code HttpOnly}), never sent from another site
 * ({@code SameSite=Strict}), for the API only, and gone when the token expires.
 */
@ApplicationScoped
class SessionCookie {

    static final String NAME = "telltale_session";

    /** Browsers drop a cookie above 4096 bytes without a word. */
    static final int MAX_TOKEN_LENGTH = 3800;

    private final boolean secure;

    SessionCookie(ConsoleConfig config) {
        this.secure = config.session().secure();
    }

    Optional<String> token(HttpServerRequest request) {
        Cookie cookie = request.getCookie(NAME);
        return cookie == null || cookie.getValue().isBlank() ? Optional.empty() : Optional.of(cookie.getValue());
    }

    void set(HttpServerRequest request, String token, Instant expires) {
        long seconds = Math.max(0, Duration.between(Instant.now(), expires).toSeconds());
        request.response().addCookie(cookie(request, token, seconds));
    }

    void clear(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.addCookie(cookie(request, "", 0));
    }

    private Cookie cookie(HttpServerRequest request, String value, long maxAgeSeconds) {
        return Cookie.cookie(NAME, value)
                .setPath("/api")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(secure || request.isSSL())
                .setMaxAge(maxAgeSeconds);
    }
}
