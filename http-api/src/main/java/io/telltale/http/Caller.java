package io.telltale.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who asks, and for which tenant. Inject it into a resource; it answers for the request at hand and must not be used after it. All that a resource
 * reads or changes belongs to {@link #tenant()}.
 */
@RequestScoped
public class Caller {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final String ADMIN = "admin";

    private final JsonWebToken token;
    private final RoutingContext request;

    Caller(JsonWebToken token, RoutingContext request) {
        this.token = token;
        this.request = request;
    }

    /**
     * The tenant of the token, or the one that an admin named with {@code ?tenant=}.
     *
     * @throws Problem 403 when somebody else names a tenant that is not theirs, 400 when it cannot be a name
     */
    public String tenant() {
        String own = token.getClaim("tenant");
        List<String> named = request.queryParam("tenant");
        if (named.isEmpty() || named.get(0).equals(own)) {
            if (own == null) {
                throw Problem.forbidden("this token has no tenant: get one that has");
            }
            return own;
        }
        if (!admin()) {
            throw Problem.forbidden("only an admin may ask for another tenant");
        }
        if (!NAME.matcher(named.get(0)).matches()) {
            throw Problem.invalid("tenant", "is not a name: letters, digits, - and _, at most 64");
        }
        return named.get(0);
    }

    /** Whose token it is, for the record of who did what. */
    public String subject() {
        String subject = token.getSubject();
        return subject == null ? "unknown" : subject;
    }

    /** {@code viewer}, {@code operator}, {@code admin}. */
    public Set<String> roles() {
        return Set.copyOf(token.getGroups());
    }

    /** Whether the token is an admin's. */
    public boolean admin() {
        return token.getGroups().contains(ADMIN);
    }
}
