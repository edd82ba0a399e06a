package io.telltale.console.events;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Not well while NATS is away: nothing on the page is live. The console stays ready all the same, because page and gateway
 * work without NATS and an outage is when operators need them.
 */
@Wellness
@ApplicationScoped
class EventsHealth implements HealthCheck {

    private final EventBus bus;

    EventsHealth(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("live events").status(bus.connected()).build();
    }
}
