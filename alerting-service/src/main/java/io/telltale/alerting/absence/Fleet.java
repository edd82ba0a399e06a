package io.telltale.alerting.absence;

import io.telltale.alerting.store.PresenceStore.Connection;
import io.telltale.alerting.store.PresenceStore.Heard;
import io.telltale.events.DeviceEntry;
import io.telltale.events.SeriesKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * What is known of a tenant's devices at one moment.
 *
 * @param devices those that are registered and enabled
 * @param connections what their sessions come to, of those that ever had one
 * @param heard when they were heard last, with whatever
 * @param series when series were heard last that no-data rules look at
 * @param listened how long each lane has been listened to, microseconds
 */
record Fleet(
        Instant now,
        Collection<DeviceEntry> devices,
        Map<String, Connection> connections,
        Map<String, Heard> heard,
        Map<SeriesKey, Heard> series,
        long[] listened) {}
