package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    private final List<Consumer<DeviceEntry>> listeners = new CopyOnWriteArrayList<>();
    private final BucketView<DeviceEntry> devices;

    private DeviceDirectory(Connection nats) {
        this.devices = new BucketView<>(nats, Streams.DEVICES, DeviceEntry::parse, new Telling());
    }

    /** Starts watching; returns at once, {@link #loaded} tells when the first load is complete. The bucket must exist. */
    public static DeviceDirectory open(Connection nats)
            throws IOException, JetStreamApiException, InterruptedException {
        DeviceDirectory directory = new DeviceDirectory(nats);
        directory.devices.open();
        return directory;
    }

    /** The device, if the registry knows it. */
    public Optional<DeviceEntry> find(String tenant, String device) {
        return devices.find(DeviceEntry.key(tenant, device));
    }

    /** Every device, as it is now or soon will be; may be walked while entries come and go. */
    public Collection<DeviceEntry> devices() {
        return devices.all();
    }

    /** Whether everything that was in the bucket at the start has arrived. */
    public boolean loaded() {
        return devices.loaded();
    }

    /** Number of devices known. */
    public int size() {
        return devices.size();
    }

    /** Tells {@code listener} every entry that comes or changes from now on; a removed device comes as disabled. */
    public void onChange(Consumer<DeviceEntry> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        devices.close();
    }

    private final class Telling implements BucketView.Listener<DeviceEntry> {

        @Override
        public void changed(DeviceEntry device) {
            listeners.forEach(listener -> listener.accept(device));
        }

        @Override
        public void removed(DeviceEntry device) {
            changed(new DeviceEntry(
                    device.tenant(),
                    device.device(),
                    false,
                    List.of(),
                    device.profile(),
                    device.labels(),
                    device.gateway(),
                    device.parent()));
        }
    }
}
