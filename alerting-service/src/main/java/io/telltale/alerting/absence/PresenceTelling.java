package io.telltale.alerting.absence;

import io.telltale.alerting.store.PresenceStore.Connection;
import io.telltale.alerting.store.PresenceStore.Heard;
import io.telltale.alerting.store.PresenceStore.Presence;
import io.telltale.alerting.store.ToldStore;
import io.telltale.alerting.store.ToldStore.Told;
import io.telltale.events.DeviceEntry;
import io.telltale.events.DevicePresence;
import io.telltale.events.Shards;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells when a device has become online, offline or stale: the changes since the last telling, each once. What changes back
 * meanwhile is not told. For one thread.
 */
final class PresenceTelling {

    private static final int MOST_AT_ONCE = 500;
    private static final String SILENT = "silent";
    private static final String HEARD = "heard";

    private final ToldStore store;
    private final Supplier<Collection<DeviceEntry>> devices;
    private final Duration stale;
    private final Publisher publisher;

    /** Where it is told. */
    @FunctionalInterface
    interface Publisher {

        /**
         * Returns when all is kept.
         *
         * @throws IOException when some may not be
         */
        void publish(List<Telling> tellings) throws IOException;
    }

    /** A change, by an id that is the same when it is told again. */
    record Telling(String id, DevicePresence presence) {}

    PresenceTelling(ToldStore store, Supplier<Collection<DeviceEntry>> devices, Duration stale, Publisher publisher) {
        this.store = store;
        this.devices = devices;
        this.stale = stale;
        this.publisher = publisher;
    }

    /**
     * Tells what has changed.
     *
     * @return whether all of it was told; false when it is another's turn, or when there is more
     */
    boolean tell(Instant now) throws IOException {
        Map<String, List<DeviceEntry>> byTenant =
                devices.get().stream().collect(Collectors.groupingBy(DeviceEntry::tenant));
        boolean all = true;
        for (Map.Entry<String, List<DeviceEntry>> tenant : byTenant.entrySet()) {
            int[] told = new int[1];
            boolean mine = store.turn(tenant.getKey(), (before, known) -> {
                List<Telling> changes = changes(tenant.getValue(), before, known, now);
                publisher.publish(changes);
                told[0] = changes.size();
                return changes.stream().map(change -> noted(change, before)).toList();
            });
            all &= mine && told[0] < MOST_AT_ONCE;
        }
        return all;
    }

    private List<Telling> changes(List<DeviceEntry> registered, Map<String, Told> before, Presence known, Instant now) {
        List<Telling> changes = new ArrayList<>();
        for (DeviceEntry device : registered) {
            Optional<Connection> connection =
                    Optional.ofNullable(known.connections().get(device.device()));
            Optional<Heard> heard = Optional.ofNullable(known.heard().get(device.device()));
            long listened = known.listened()[Shards.of(device.tenant(), device.device())];
            PresenceState state = PresenceState.of(connection, heard, listened, stale);
            Told told = told(before, device.device());
            if (!told.state().equals(state.wire()) && changes.size() < MOST_AT_ONCE) {
                String id = String.join(
                        "-",
                        "presence",
                        device.tenant(),
                        device.device(),
                        Long.toString(told.version() + 1),
                        state.wire());
                String otherwise = state == PresenceState.ONLINE ? HEARD : SILENT;
                String cause = state == PresenceState.STALE
                        ? SILENT
                        : connection.map(Connection::cause).orElse(otherwise);
                changes.add(new Telling(
                        id,
                        new DevicePresence(
                                device.tenant(),
                                device.device(),
                                state.wire(),
                                state == PresenceState.ONLINE,
                                now,
                                cause)));
            }
        }
        return changes;
    }

    private static Told noted(Telling change, Map<String, Told> before) {
        String device = change.presence().device();
        return new Told(device, change.presence().state(), told(before, device).version() + 1);
    }

    private static Told told(Map<String, Told> before, String device) {
        return before.getOrDefault(device, new Told(device, PresenceState.OFFLINE.wire(), 0));
    }
}
