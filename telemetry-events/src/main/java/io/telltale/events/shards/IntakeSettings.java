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
 * @param tick how often this replica shows that it lives; after five of them in silence its lanes go to others
 */
public record IntakeSettings(String service, String instance, int maxReadings, int prefetch, Duration tick) {

    public IntakeSettings {
        Names.require("service", service);
        Names.require("instance", instance);
    }

    /** 10,000 readings at once, 32 messages ahead, a heartbeat each half second. */
    public static IntakeSettings standard(String service, String instance) {
        return new IntakeSettings(service, instance, 10_000, 32, Duration.ofMillis(500));
    }
}
