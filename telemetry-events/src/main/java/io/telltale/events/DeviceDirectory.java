package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every device the registry has published, held locally and kept fresh by a watch on the bucket {@code devices}: a service
 * goes on knowing its devices while the registry, or NATS, is down.
 *
 * <p>Lookups never block and may be made from any thread. Changes arrive on a thread of the NATS client. An entry that
 * can't be read is passed over with a warning and the last good one stays.
 */
public final class DeviceDirectory implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DeviceDirectory.class.getName());

    private static final Duration RETRY = Duration.ofMillis(500);

    private final Connection nats;
    private final Map<String, DeviceEntry> entries = new ConcurrentHashMap<>();
    private final List<Consumer<DeviceEntry>> listeners = new CopyOnWriteArrayList<>();
    private final ConnectionListener reconnected = (connection, event) -> onEvent(event);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean loaded;
    private @Nullable NatsKeyValueWatchSubscription watch;

    private DeviceDirectory(Connection nats) {
        this.nats = nats;
    }

    /** Starts watching; returns at once, {@link #loaded} tells when the first load is complete. The bucket must exist. */
    public static DeviceDirectory open(Connection nats)
            throws IOException, JetStreamApiException, InterruptedException {
        DeviceDirectory directory = new DeviceDirectory(nats);
        directory.watchAnew();
        nats.addConnectionListener(directory.reconnected);
        return directory;
    }

    /** The device, if the registry knows it. */
    public Optional<DeviceEntry> find(String tenant, String device) {
        return Optional.ofNullable(entries.get(DeviceEntry.key(tenant, device)));
    }

    /** Whether everything that was in the bucket at the start has arrived. */
    public boolean loaded() {
        return loaded;
    }

    /** Number of devices known. */
    public int size() {
        return entries.size();
    }

    /** Tells {@code listener} every entry that comes or changes from now on; a removed device comes as disabled. */
    public void onChange(Consumer<DeviceEntry> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closing.countDown();
        nats.removeConnectionListener(reconnected);
        unwatch();
    }

    /** A restarted server has forgotten the watch; waiting for its heartbeats to be missed would take a quarter minute. */
    private void onEvent(ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.RECONNECTED) {
            Thread.ofVirtual().name("device-directory").start(this::watchUntilItHolds);
        }
    }

    private void watchUntilItHolds() {
        try {
            do {
                try {
                    watchAnew();
                    return;
                } catch (IOException | JetStreamApiException | RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "device directory not watched, trying again", e);
                }
            } while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void watchAnew() throws IOException, JetStreamApiException, InterruptedException {
        unwatch();
        watch = nats.keyValue(Streams.DEVICES).watchAll(new Load());
    }

    private synchronized void unwatch() {
        if (watch != null) {
            watch.unsubscribe();
            watch = null;
        }
    }

    /** One watch: first all that is in the bucket, then its changes. What was known and did not come is gone. */
    private final class Load implements KeyValueWatcher {

        private final Set<String> unseen = new HashSet<>(entries.keySet());

        @Override
        public void watch(KeyValueEntry entry) {
            unseen.remove(entry.getKey());
            apply(entry);
        }

        @Override
        public void endOfData() {
            unseen.forEach(DeviceDirectory.this::remove);
            unseen.clear();
            loaded = true;
        }
    }

    private void apply(KeyValueEntry entry) {
        if (entry.getOperation() != KeyValueOperation.PUT || entry.getValue() == null) {
            remove(entry.getKey());
            return;
        }
        try {
            DeviceEntry device = DeviceEntry.parse(entry.getValue());
            entries.put(entry.getKey(), device);
            tell(device);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "device entry unreadable key=" + entry.getKey(), e);
        }
    }

    private void remove(String key) {
        DeviceEntry removed = entries.remove(key);
        if (removed != null) {
            tell(disabled(removed));
        }
    }

    private void tell(DeviceEntry device) {
        listeners.forEach(listener -> listener.accept(device));
    }

    private static DeviceEntry disabled(DeviceEntry device) {
        return new DeviceEntry(
                device.tenant(),
                device.device(),
                false,
                List.of(),
                device.profile(),
                device.labels(),
                device.gateway(),
                device.parent());
    }
}
