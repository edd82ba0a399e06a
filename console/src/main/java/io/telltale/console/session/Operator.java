package io.telltale.console.session;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Whoever holds the token that came with a call.
 *
 * @param subject who, for logs
 * @param tenant whose data
 * @param roles of {@code viewer}, {@code operator} and {@code admin}
 * @param expires when the token, and with it every stream that was opened by it, ends
 */
public record Operator(String subject, String tenant, Set<String> roles, Instant expires) {

    private static final String KEY = Operator.class.getName();
    private static final Set<String> READERS = Set.of("viewer", "operator", "admin");

    public Operator {
        roles = Set.copyOf(roles);
    }

    /** The operator of a call that passed the {@link Door}. */
    public static Operator of(RoutingContext context) {
        return context.get(KEY);
    }

    /** The tenant to answer for: the token's own, or the one asked for when an admin asks; empty when that is not allowed. */
    public Optional<String> tenantFor(@Nullable String asked) {
        if (roles.stream().noneMatch(READERS::contains)) {
            return Optional.empty();
        }
        if (asked == null || asked.equals(tenant)) {
            return Optional.of(tenant);
        }
        return roles.contains("admin") ? Optional.of(asked) : Optional.empty();
    }

    static Operator of(JsonWebToken token) {
        String tenant = token.getClaim("tenant");
        return new Operator(
                token.getSubject(),
                tenant == null ? "default" : tenant,
                token.getGroups() == null ? Set.of() : token.getGroups(),
                Instant.ofEpochSecond(token.getExpirationTime()));
    }

    void enter(RoutingContext context) {
        context.put(KEY, this);
    }
}
