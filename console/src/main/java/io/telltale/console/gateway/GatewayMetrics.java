package io.telltale.console.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code console.call.forwarded}: every call the gateway took on, once, by service and outcome. */
@ApplicationScoped
class GatewayMetrics {

    private final Map<Service, Map<Outcome, Timer>> timers = new EnumMap<>(Service.class);

    GatewayMetrics(MeterRegistry registry) {
        for (Service service : Service.values()) {
            Map<Outcome, Timer> byOutcome = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                byOutcome.put(outcome, timer(registry, service, outcome));
            }
            timers.put(service, byOutcome);
        }
    }

    void forwarded(Service service, Outcome outcome, long nanos) {
        Map<Outcome, Timer> byOutcome = timers.get(service);
        if (byOutcome != null && byOutcome.get(outcome) instanceof Timer timer) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static Timer timer(MeterRegistry registry, Service service, Outcome outcome) {
        return Timer.builder("console.call.forwarded")
                .description("Calls forwarded to a service")
                .tag("service", service.label())
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
