package io.telltale.ingest.presence;

import io.telltale.events.CloudEvent;
import io.telltale.events.PresenceChanged;
import io.telltale.events.Subjects;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.relay.DurablePublisher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells on the stream {@code EVENTS} when the sessions of devices begin and end.
 *
 * <p>One event of a device is under way at a time. What changes meanwhile is remembered as the latest state only, so a device
 * that flaps while NATS is down leaves one event and not hundreds, and the last event always tells the truth. Bounded by the
 * number of devices. Any thread.
 */
public final class PresenceEvents implements PresenceReporter {

    private static final String SOURCE = "/ingest-gateway";

    private final String run;
    private final DurablePublisher publisher;
    private final InstantSource clock;
    private final AtomicLong count = new AtomicLong();
    private final Map<DeviceId, PresenceChanged> latest = new HashMap<>();
    private volatile boolean leaving;

    /** Events of this run of the gateway, through its publisher. */
    public PresenceEvents(String run, DurablePublisher publisher, InstantSource clock) {
        this.run = run;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public void began(DeviceId device, long epoch) {
        changed(device, true, "connected", epoch, false);
    }

    @Override
    public void ended(DeviceId device, long epoch, String cause, boolean lastWill) {
        changed(device, false, cause, epoch, lastWill);
    }

    /**
     * The gateway is being stopped: that its sessions end with it is told no more. Their devices come back to it or to another
     * gateway in moments; those that do not are missed when this run has not been heard for a while, as if it had been killed.
     */
    public void leave() {
        leaving = true;
    }

    private void changed(DeviceId device, boolean online, String cause, long epoch, boolean lastWill) {
        if (leaving) {
            return;
        }
        Instant now = clock.instant();
        PresenceChanged change =
                new PresenceChanged(device.tenant(), device.device(), online, now, cause, run, epoch, lastWill);
        synchronized (latest) {
            if (latest.put(device, change) != null) {
                return;
            }
        }
        publish(device, change);
    }

    private void publish(DeviceId device, PresenceChanged change) {
        String id = run + "-presence-" + count.getAndIncrement();
        CloudEvent event = CloudEvent.of(id, SOURCE, PresenceChanged.TYPE, device.toString(), change.time(), change);
        publisher
                .publish(Subjects.presence(device.tenant(), device.device()), id, event.toBytes())
                .thenRun(() -> published(device, change));
    }

    private void published(DeviceId device, PresenceChanged told) {
        PresenceChanged now;
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
