package io.telltale.alerting.delivery;

import io.telltale.alerting.AlertingConfig;
import io.telltale.alerting.store.DeliveryStore.Breaker;
import java.time.Duration;
import java.util.List;

/**
 * How webhooks are delivered.
 *
 * @param allow address ranges that are let through although they lie inside the network
 * @param connectTimeout for connecting
 * @param timeout for a whole attempt
 * @param lease how long a claim keeps other replicas away without being renewed; at least three times {@code poll}
 * @param perEndpoint most attempts at once to one endpoint, per replica
 * @param atOnce most attempts at once, per replica
 * @param retryDelays after the first attempt, the second, …
 * @param jitter share by which a delay is shortened or lengthened at random
 * @param poll how often to look for what is due
 * @param breaker when an endpoint that fails is left alone
 */
public record DeliverySettings(
        List<String> allow,
        Duration connectTimeout,
        Duration timeout,
        Duration lease,
        int perEndpoint,
        int atOnce,
        List<Duration> retryDelays,
        double jitter,
        Duration poll,
        Breaker breaker) {

    /** As configured. */
    public static DeliverySettings of(AlertingConfig.Webhooks c) {
        return new DeliverySettings(
                c.allow().orElse(List.of()),
                c.connectTimeout(),
                c.timeout(),
                c.lease(),
                c.perEndpoint(),
                c.atOnce(),
                c.retryDelays(),
                c.jitter(),
                c.poll(),
                new Breaker(c.breakerFailures(), c.breakerPause(), c.breakerLongest(), c.patience()));
    }

    public DeliverySettings {
        allow = List.copyOf(allow);
        retryDelays = List.copyOf(retryDelays);
        if (lease.compareTo(poll.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("the lease of a claim (" + lease
                    + ") must be at least three times the poll (" + poll + "), which renews it");
        }
    }
}
