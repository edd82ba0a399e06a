package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Every device the registry has published, held locally and kept fresh by a watch on the bucket {@code devices}: a service
 * goes on knowing its devices while the registry, or NATS, is down.
 *
 * <p>Lookups never block and may be made from any thread. Changes arrive on a thread of the NATS client. An entry that
 * can't be read is passed over with a warning and the last good one stays.
 */
public final class DeviceDirectory implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DeviceDirectory.class.getName());

    private final Map<String, DeviceEntry> entries = new ConcurrentHashMap<>();
    private final List<Consumer<DeviceEntry>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean loaded;
    private volatile Optional<NatsKeyValueWatchSubscription> watch = Optional.empty();

    private DeviceDirectory() {}

    /** Starts watching; returns at once, {@link #loaded} tells when the first load is complete. */
    public static DeviceDirectory open(Connection nats)
            throws IOException, JetStreamApiException, InterruptedException {
        DeviceDirectory directory = new DeviceDirectory();
        directory.watch = Optional.of(nats.keyValue(Streams.DEVICES).watchAll(directory.watcher()));
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
        watch.ifPresent(NatsKeyValueWatchSubscription::unsubscribe);
    }

    private KeyValueWatcher watcher() {
        return new KeyValueWatcher() {
            @Override
            public void watch(KeyValueEntry entry) {
                apply(entry);
            }

            @Override
            public void endOfData() {
                loaded = true;
            }
        };
    }

    private void apply(KeyValueEntry entry) {
        if (entry.getOperation() != KeyValueOperation.PUT || entry.getValue() == null) {
            DeviceEntry removed = entries.remove(entry.getKey());
            if (removed != null) {
                tell(disabled(removed));
            }
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
