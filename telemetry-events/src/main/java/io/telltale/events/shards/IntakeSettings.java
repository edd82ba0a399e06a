package io.telltale.events.shards;

import io.telltale.events.Names;
import java.time.Duration;

/**
 * How a service reads the stream.
 *
 * @param service name of the service; its consumers are called {@code {service}-{shard}}
 * @param instance this replica, different from every other running one
 * @param maxReadings at most about this many readings are handed over at once: one batch more is never split
 * @param prefetch messages asked for ahead, per lane; bounds memory together with the largest batch
 * @param tick how often leases are renewed; a third of the bucket's time to live or less
 */
public record IntakeSettings(String service, String instance, int maxReadings, int prefetch, Duration tick) {

    public IntakeSettings {
        Names.require("service", service);
        Names.require("instance", instance);
    }

    /** 10,000 readings at once, 32 messages ahead, leases renewed each second. */
    public static IntakeSettings standard(String service, String instance) {
        return new IntakeSettings(service, instance, 10_000, 32, Duration.ofSeconds(1));
    }
}
