package io.telltale.anomaly.peers;

import io.telltale.anomaly.store.PackRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every pack in the memory of the replica that compares. For one thread; bounded by the series that are looked at. */
final class Packs {

    private final Map<PackKey, Pack> packs = new HashMap<>();

    /** Takes in what the database holds, instead of what was known. */
    void load(List<PackRow> rows) {
        packs.clear();
        rows.forEach(row ->
                packs.put(new PackKey(row.tenant(), row.profile(), row.site(), row.metric()), Pack.of(row.state())));
    }

    void clear() {
        packs.clear();
    }

    Pack of(PackKey key) {
        return packs.computeIfAbsent(key, k -> new Pack());
    }

    /** Forgets those that had no window since that one. */
    void forgetBefore(long window) {
        packs.values().removeIf(pack -> pack.last() < window);
    }

    /** As rows. */
    List<PackRow> rows(Collection<PackKey> keys, long windowMicros) {
        return keys.stream()
                .map(key -> {
                    Pack pack = of(key);
                    return new PackRow(
                            key.tenant(),
                            key.profile(),
                            key.site(),
                            key.metric(),
                            (pack.last() + 1) * windowMicros,
                            pack.toBytes());
                })
                .toList();
    }

    int size() {
        return packs.size();
    }

    int members() {
        return packs.values().stream().mapToInt(Pack::size).sum();
    }
}
