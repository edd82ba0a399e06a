package io.telltale.console.gateway;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers pass the gateway. Those of one connection stay on it (RFC 9110, 7.6.1), and cookies stay between browser and
 * console: services know bearer tokens only.
 */
final class Headers {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final Set<String> OURS = Set.of("cookie", "set-cookie", "host", "expect");

    private Headers() {}

    /** Copies to {@code target} what may pass, in its order, repeated headers included. */
    static void copy(MultiMap source, MultiMap target) {
        Set<String> named = namedByConnection(source);
        for (String name : source.names()) {
            String key = name.toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(key) && !OURS.contains(key) && !named.contains(key)) {
                target.set(name, source.getAll(name));
            }
        }
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        Set<String> named = new HashSet<>();
        for (Map.Entry<String, String> header : headers.entries()) {
            if (header.getKey().equalsIgnoreCase("connection")) {
                for (String token : header.getValue().split(",")) {
                    named.add(token.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return named;
    }
}
