package io.telltale.console.session;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * The guard against forged requests: a browser sends our cookie along by itself, so a call that changes something and is
 * authenticated by the cookie alone must come from our own page. {@code Sec-Fetch-Site} says so, {@code Origin} where a
 * browser does not send that; a call with neither is refused. Calls with a bearer token cannot be forged that way.
 */
final class SameOrigin {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private SameOrigin() {}

    static boolean trusted(HttpServerRequest request) {
        if (SAFE.contains(request.method())) {
            return true;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null
                && (origin.equals("http://" + host(request)) || origin.equals("https://" + host(request)));
    }

    private static String host(HttpServerRequest request) {
        return String.valueOf(request.authority());
    }
}
