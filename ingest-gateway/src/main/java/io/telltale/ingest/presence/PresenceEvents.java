package io.telltale.ingest.presence;

import io.telltale.events.CloudEvent;
import io.telltale.events.PresenceChanged;
import io.telltale.events.Subjects;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.relay.DurablePublisher;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells on the stream {@code EVENTS} when a device comes and goes.
 *
 * <p>One event of a device is under way at a time. What changes meanwhile is remembered as the latest state only, so a device
 * that flaps while NATS is down leaves one event and not hundreds, and the last event always tells the truth. Bounded by the
 * number of devices.
 */
public final class PresenceEvents implements PresenceReporter {

    private static final String SOURCE = "/ingest-gateway";

    private final String run;
    private final DurablePublisher publisher;
    private final AtomicLong count = new AtomicLong();
    private final Map<DeviceId, Change> latest = new HashMap<>();

    /** Events of this run of the gateway, through its publisher. */
    public PresenceEvents(String run, DurablePublisher publisher) {
        this.run = run;
        this.publisher = publisher;
    }

    private record Change(boolean online, Instant time, String cause) {}

    @Override
    public void changed(DeviceId device, boolean online, String cause) {
        Change change = new Change(online, Instant.now(), cause);
        synchronized (latest) {
            if (latest.put(device, change) != null) {
                return;
            }
        }
        publish(device, change);
    }

    private void publish(DeviceId device, Change change) {
        String id = run + "-presence-" + count.getAndIncrement();
        CloudEvent event = CloudEvent.of(
                id,
                SOURCE,
                PresenceChanged.TYPE,
                device.toString(),
                change.time,
                new PresenceChanged(device.tenant(), device.device(), change.online, change.time, change.cause));
        publisher
                .publish(Subjects.presence(device.tenant(), device.device()), id, event.toBytes())
                .thenRun(() -> published(device, change));
    }

    private void published(DeviceId device, Change told) {
        Change now;
        synchronized (latest) {
            now = latest.get(device);
            if (now == null || now == told) {
                latest.remove(device);
                return;
            }
        }
        publish(device, now);
    }
}
