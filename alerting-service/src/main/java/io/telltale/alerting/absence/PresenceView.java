package io.telltale.alerting.absence;

import io.telltale.alerting.store.PresenceStore;
import io.telltale.alerting.store.PresenceStore.Connection;
import io.telltale.alerting.store.PresenceStore.Heard;
import io.telltale.events.DeviceEntry;
import io.telltale.events.Shards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who is there, for people to look at. Blocks on the database; any thread. */
public final class PresenceView {

    private static final int AT_ONCE = 1_000;

    private final PresenceStore store;
    private final Supplier<Optional<Collection<DeviceEntry>>> devices;
    private final Duration stale;

    /**
     * A view of the devices that are registered.
     *
     * @param devices empty as long as they are not known yet
     * @param stale silence after which a device counts as stale
     */
    public PresenceView(PresenceStore store, Supplier<Optional<Collection<DeviceEntry>>> devices, Duration stale) {
        this.store = store;
        this.devices = devices;
        this.stale = stale;
    }

    /**
     * One device.
     *
     * @param since when the state began; of a stale one about when it was heard last; empty when it was never there
     */
    public record Device(
            String name,
            PresenceState state,
            Optional<Instant> since,
            Optional<Connection> connection,
            Optional<Heard> heard) {}

    /** Whether the devices are known yet. */
    public boolean ready() {
        return devices.get().isPresent();
    }

    /** A tenant's devices by name, beginning after one. */
    public List<Device> page(String tenant, Optional<PresenceState> state, String after, int limit) {
        List<String> names = devices.get().orElse(List.of()).stream()
                .filter(device ->
                        device.tenant().equals(tenant) && device.device().compareTo(after) > 0)
                .map(DeviceEntry::device)
                .sorted()
                .toList();
        List<Device> found = new ArrayList<>();
        for (int from = 0; from < names.size() && found.size() < limit; from += AT_ONCE) {
            List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
            look(tenant, some).stream()
                    .filter(device -> state.isEmpty() || device.state == state.get())
                    .limit(limit - found.size())
                    .forEach(found::add);
        }
        return found;
    }

    /** One device, if it is registered. */
    public Optional<Device> find(String tenant, String name) {
        boolean known = devices.get().orElse(List.of()).stream()
                .anyMatch(device ->
                        device.tenant().equals(tenant) && device.device().equals(name));
        return known ? Optional.of(look(tenant, List.of(name)).getFirst()) : Optional.empty();
    }

    private List<Device> look(String tenant, List<String> names) {
        PresenceStore.Presence known = store.of(tenant, names);
        return names.stream()
                .map(name -> device(
                        name,
                        Optional.ofNullable(known.connections().get(name)),
                        Optional.ofNullable(known.heard().get(name)),
                        known.listened()[Shards.of(tenant, name)]))
                .toList();
    }

    private Device device(String name, Optional<Connection> connection, Optional<Heard> heard, long listened) {
        PresenceState state = PresenceState.of(connection, heard, listened, stale);
        Optional<Instant> since =
                switch (state) {
                    case ONLINE, OFFLINE -> connection.map(Connection::since);
                    case STALE -> heard.flatMap(Heard::at).or(() -> heard.map(Heard::since));
                };
        return new Device(name, state, since, connection, heard);
    }
}
