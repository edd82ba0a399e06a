package io.telltale.alerting.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What deliveries are counted by. {@code alerting.webhooks.attempted} = the sum of {@code
 * alerting.webhooks.ended} + {@code alerting.webhooks.inflight}.
 */
final class DeliveryMetrics {

    private static final String ENDED = "alerting.webhooks.ended";

    final Counter attempted;
    final Counter delivered;
    final Counter retried;
    final Counter dead;
    final Counter gone;
    /** Ended, but its outcome could not be written: it comes back when its lease is over. */
    final Counter unsettled;

    /** Given up without an attempt, because the endpoint failed for too long. */
    final Counter expired;
    /** Circuits that opened. */
    final Counter opened;

    final AtomicInteger inFlight;

    DeliveryMetrics(MeterRegistry registry) {
        attempted = registry.counter("alerting.webhooks.attempted");
        delivered = registry.counter(ENDED, "outcome", "delivered");
        retried = registry.counter(ENDED, "outcome", "retried");
        dead = registry.counter(ENDED, "outcome", "dead");
        gone = registry.counter(ENDED, "outcome", "gone");
        unsettled = registry.counter(ENDED, "outcome", "unsettled");
        expired = registry.counter("alerting.webhooks.expired");
        opened = registry.counter("alerting.webhooks.circuits.opened");
        inFlight = registry.gauge("alerting.webhooks.inflight", new AtomicInteger());
    }
}
