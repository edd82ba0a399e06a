package io.telltale.anomaly;

import io.nats.client.Connection;
import io.telltale.events.shards.ShardHealth;
import io.telltale.events.shards.ShardIntake;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: NATS is connected and every shard of this replica that has work makes progress. A reader that died without a
 * sound shows here, because its work does not get less.
 */
@Readiness
@ApplicationScoped
class IntakeReadiness implements HealthCheck {

    private final TelemetryIntake intake;

    IntakeReadiness(TelemetryIntake intake) {
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("intake");
        if (intake.running().isEmpty()) {
            return answer.down().withData("nats", "not reached yet").build();
        }
        Connection.Status nats = intake.running().get().nats().getStatus();
        ShardIntake reading = intake.running().get().intake();
        List<ShardHealth> stalled = intake.shards().stalled();
        boolean ready = nats == Connection.Status.CONNECTED
                && stalled.isEmpty()
                && reading.leaseError().isEmpty();
        answer.status(ready)
                .withData("nats", nats.name().toLowerCase(Locale.ROOT))
                .withData("shards", intake.shards().shards().size());
        if (!reading.leaseError().isEmpty()) {
            answer.withData("leases", reading.leaseError());
        }
        stalled.forEach(s -> answer.withData(
                "shard-" + s.shard(), "pending=" + s.pending() + " since=" + s.lastProgress() + ' ' + s.lastError()));
        return answer.build();
    }
}
