package io.telltale.http;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The policy {@code token} of {@code quarkus.http.auth.permission}: lets nobody in without a valid token, whatever answers at the path. Quarkus'
 * own {@code authenticated} would do the same, but its refusal has no body.
 */
@ApplicationScoped
class TokenPolicy implements HttpSecurityPolicy {
    @Override
    public String name() {
        return "token";
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        return identity.map(caller -> {
            if (caller.isAnonymous()) {
                throw new UnauthorizedException();
            }
            return CheckResult.PERMIT;
        });
    }
}
