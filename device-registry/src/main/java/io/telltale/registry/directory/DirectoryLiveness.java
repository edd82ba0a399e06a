package io.telltale.registry.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Red when the keeper's thread has not come round for a minute: it hangs, and only a restart helps. */
@Liveness
@ApplicationScoped
class DirectoryLiveness implements HealthCheck {

    private static final Duration LONGEST_TURN = Duration.ofMinutes(1);

    private final KeeperState state;

    DirectoryLiveness(KeeperState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("directory keeper")
                .status(state.sinceLastTurn().compareTo(LONGEST_TURN) < 0)
                .withData("secondsSinceLastTurn", state.sinceLastTurn().toSeconds())
                .build();
    }
}
