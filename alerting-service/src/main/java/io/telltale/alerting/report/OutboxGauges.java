package io.telltale.alerting.report;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.alerting.store.Outbox;
import io.telltale.alerting.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * What waits in the outbox and how endpoints are, looked up every few seconds on a virtual thread of its own; every replica tells the same. While the
 * database is away the last known stays, and its age goes on growing.
 */
public final class OutboxGauges implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(OutboxGauges.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Outbox outbox;
    private final EndpointStore endpoints;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile EndpointStore.Counted counted = new EndpointStore.Counted(0, 0, 0, 0);
    private volatile Outbox.Waiting waiting = new Outbox.Waiting(0, Optional.empty(), 0);

    /** Makes the series; they tell zero until the first look. */
    public OutboxGauges(Outbox outbox, EndpointStore endpoints, MeterRegistry registry) {
        this.outbox = outbox;
        this.endpoints = endpoints;
        Gauge.builder("alerting.deliveries.pending", this, g -> g.waiting.deliveries())
                .register(registry);
        Gauge.builder("alerting.deliveries.oldest.age.seconds", this, OutboxGauges::ageSeconds)
                .register(registry);
        endpoints(registry, "closed", EndpointStore.Counted::closed);
        endpoints(registry, "open", EndpointStore.Counted::open);
        endpoints(registry, "limited", EndpointStore.Counted::limited);
        endpoints(registry, "disabled", EndpointStore.Counted::disabled);
        Gauge.builder("alerting.events.pending", this, g -> g.waiting.events()).register(registry);
    }

    private void endpoints(MeterRegistry registry, String state, ToLongFunction<EndpointStore.Counted> count) {
        Gauge.builder("alerting.endpoints.registered", this, g -> count.applyAsLong(g.counted))
                .tag("state", state)
                .register(registry);
    }

    /** Begins to look. */
    public void start() {
        Thread.ofVirtual().name("outbox-gauges").start(this::look);
    }

    private void look() {
        try {
            do {
                try {
                    waiting = outbox.waiting();
                    counted = endpoints.counted();
                } catch (StoreException e) {
                    LOG.log(System.Logger.Level.DEBUG, "outbox not measured, the last known stays", e);
                }
            } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double ageSeconds() {
        Instant now = Instant.now();
        return waiting.oldestDelivery()
                .map(oldest -> Math.max(0, Duration.between(oldest, now).toMillis() / 1e3))
                .orElse(0.0);
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
