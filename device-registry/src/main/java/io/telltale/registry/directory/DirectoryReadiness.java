package io.telltale.registry.directory;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells what the keeper does; never red, because requests are served without NATS. */
@Readiness
@ApplicationScoped
class DirectoryReadiness implements HealthCheck {

    private final KeeperState state;

    DirectoryReadiness(KeeperState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("directory")
                .withData("state", state.doing())
                .withData("pending", state.pending())
                .up()
                .build();
    }
}
