package io.telltale.ingest.health;

import io.telltale.ingest.broker.BrokerDoor;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Red only for what a restart mends: a stream from the broker that has ended. An outage of NATS or the broker is none of that. */
@Liveness
@ApplicationScoped
public class GatewayLiveness implements HealthCheck {

    private final BrokerDoor broker;

    public GatewayLiveness(BrokerDoor broker) {
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("front-door");
        broker.failure().ifPresent(cause -> answer.withData("broker", cause));
        return answer.status(broker.failure().isEmpty()).build();
    }
}
