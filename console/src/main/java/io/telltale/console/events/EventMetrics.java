package io.telltale.console.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the listeners of {@code /api/events} got and what they were too slow for. There from the start, not from the first listener. */
@Startup
@ApplicationScoped
class EventMetrics {

    private static final List<String> KINDS = List.of("reading", "anomaly", "alert", "presence", "device");

    private final AtomicInteger listeners;
    private final Map<String, Counter> sent;
    private final Counter missed;
    private final Counter malformed;

    EventMetrics(MeterRegistry registry) {
        listeners = registry.gauge("console.events.listeners", new AtomicInteger());
        sent = Stream.concat(KINDS.stream(), Stream.of("ready", "missed"))
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), kind -> registry.counter("console.events.sent", "kind", kind)));
        missed = registry.counter("console.events.missed");
        malformed = registry.counter("console.events.malformed");
    }

    /** Takes one place if there is one below {@code most}. */
    boolean enter(int most) {
        return listeners.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    void leave() {
        listeners.decrementAndGet();
    }

    void sent(String kind) {
        Counter counter = sent.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    void missed(int count) {
        missed.increment(count);
    }

    void malformed() {
        malformed.increment();
    }
}
