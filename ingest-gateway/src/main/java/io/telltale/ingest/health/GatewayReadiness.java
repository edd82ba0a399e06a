package io.telltale.ingest.health;

import io.telltale.ingest.Gateway;
import io.telltale.ingest.IngestConfig;
import io.telltale.ingest.IngestConfig.FrontDoor;
import io.telltale.ingest.broker.BrokerDoor;
import io.telltale.ingest.listener.ListenerDoor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when a message that comes in now will be stored soon: NATS connected, devices loaded, the door open, and publishing not
 * standing still with something under way.
 */
@Readiness
@ApplicationScoped
public class GatewayReadiness implements HealthCheck {

    private final IngestConfig config;
    private final Gateway gateway;
    private final ListenerDoor listener;
    private final BrokerDoor broker;

    public GatewayReadiness(IngestConfig config, Gateway gateway, ListenerDoor listener, BrokerDoor broker) {
        this.config = config;
        this.gateway = gateway;
        this.listener = listener;
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("gateway");
        Optional<Gateway.Running> running = gateway.running();
        answer.withData("nats", gateway.natsState());
        if (running.isEmpty()) {
            return answer.withData("devices", "loading").down().build();
        }
        Duration standingStill = running.get().progress().standingStill();
        boolean stalled = standingStill.compareTo(config.relay().stalledAfter()) > 0;
        answer.withData("devices", running.get().directory().size())
                .withData("publishes-in-flight", running.get().progress().underWay())
                .withData("standing-still-seconds", standingStill.toSeconds());
        return answer.withData("door", door())
                .status(gateway.connected() && !stalled && doorOpen())
                .build();
    }

    private boolean doorOpen() {
        return config.frontDoor() == FrontDoor.LISTENER
                ? listener.port() > 0
                : broker.failure().isEmpty();
    }

    private String door() {
        return switch (config.frontDoor()) {
            case LISTENER -> listener.failure().orElse("listener on port " + listener.port());
            case BROKER -> broker.failure().orElse("broker");
        };
    }
}
