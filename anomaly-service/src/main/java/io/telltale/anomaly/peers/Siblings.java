package io.telltale.anomaly.peers;

import io.telltale.events.DeviceEntry;
import io.telltale.events.SeriesKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is whose sibling now: enabled devices of one tenant with the same profile and the same label, where there are enough
 * of them. Immutable.
 */
final class Siblings {

    private static final String DEFAULT_PROFILE = "default";

    private final List<SeriesKey> devices = new ArrayList<>();
    private final Map<SeriesKey, PackKey> packs = new HashMap<>();

    private Siblings() {}

    /** By the label of that name; a device that lacks it has no siblings. */
    static Siblings of(Collection<DeviceEntry> entries, String label) {
        Map<String, List<DeviceEntry>> groups = new TreeMap<>();
        for (DeviceEntry entry : entries) {
            String site = entry.labels().get(label);
            if (entry.enabled() && site != null) {
                String group = entry.tenant() + '\n' + profile(entry) + '\n' + site;
                groups.computeIfAbsent(group, g -> new ArrayList<>()).add(entry);
            }
        }
        Siblings siblings = new Siblings();
        groups.values().stream()
                .filter(group -> group.size() > Pack.LEAST_SIBLINGS)
                .flatMap(List::stream)
                .forEach(entry -> siblings.add(entry, label));
        return siblings;
    }

    private void add(DeviceEntry entry, String label) {
        SeriesKey device = device(entry.tenant(), entry.device());
        devices.add(device);
        String site = entry.labels().getOrDefault(label, "");
        packs.put(device, new PackKey(entry.tenant(), profile(entry), site, ""));
    }

    /** All that have siblings, without a metric. */
    List<SeriesKey> devices() {
        return devices;
    }

    /** The pack of a series; empty when its device has none. */
    Optional<PackKey> pack(SeriesKey series) {
        return Optional.ofNullable(packs.get(device(series.tenant(), series.device())))
                .map(p -> new PackKey(p.tenant(), p.profile(), p.site(), series.metric()));
    }

    private static String profile(DeviceEntry entry) {
        return entry.profile().orElse(DEFAULT_PROFILE);
    }

    private static SeriesKey device(String tenant, String device) {
        return new SeriesKey(tenant, device, "");
    }
}
