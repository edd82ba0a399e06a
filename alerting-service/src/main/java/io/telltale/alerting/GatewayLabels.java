package io.telltale.alerting;

import io.telltale.events.DeviceEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The labels of devices, with {@code gateway} for those that stand behind one, and for the gateway itself; one that the device
 * carries already stays. As long as a device's entry stays, the same map comes back. Any thread.
 */
final class GatewayLabels {

    private static final String GATEWAY = "gateway";

    /** One for each device of a gateway that was asked for; goes with the process. */
    private final Map<String, Carried> carried = new ConcurrentHashMap<>();

    private record Carried(DeviceEntry entry, DeviceEntry labelled) {}

    Map<String, String> of(DeviceEntry entry) {
        return labelled(entry).labels();
    }

    /** The entry with all labels that alerts of its device carry. */
    DeviceEntry labelled(DeviceEntry entry) {
        Optional<String> gateway = entry.gateway() ? Optional.of(entry.device()) : entry.parent();
        if (gateway.isEmpty() || entry.labels().containsKey(GATEWAY)) {
            return entry;
        }
        Carried known = carried.get(entry.key());
        if (known == null || known.entry != entry) {
            Map<String, String> labels = new HashMap<>(entry.labels());
            labels.put(GATEWAY, gateway.get());
            known = new Carried(entry, with(labels, entry));
            carried.put(entry.key(), known);
        }
        return known.labelled;
    }

    private static DeviceEntry with(Map<String, String> labels, DeviceEntry entry) {
        return new DeviceEntry(
                entry.tenant(),
                entry.device(),
                entry.enabled(),
                entry.tokenHashes(),
                entry.profile(),
                labels,
                entry.gateway(),
                entry.parent());
    }
}
