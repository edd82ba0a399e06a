package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.detect.Policy;
import io.telltale.anomaly.fleet.Fleet;
import io.telltale.anomaly.store.PolicyRow;
import io.telltale.anomaly.store.SeriesRow;
import io.telltale.anomaly.store.ShardTables;
import io.telltale.anomaly.store.StoreException;
import io.telltale.events.SeriesKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every series of a shard, in memory. Since a shard has one owner, what is not here does not exist yet. For one thread;
 * bounded by {@link SeriesLimits#perShard}.
 */
final class ShardSeries {

    private final int shard;
    private final ShardTables tables;
    private final SeriesLimits limits;
    private final Map<SeriesKey, Series> byKey = new HashMap<>();
    private final Map<SeriesKey, Integer> perDevice = new HashMap<>();

    ShardSeries(int shard, ShardTables tables, SeriesLimits limits) {
        this.shard = shard;
        this.tables = tables;
        this.limits = limits;
    }

    /** Takes in what the database holds. */
    void load(List<SeriesRow> rows) {
        for (SeriesRow row : rows) {
            put(Series.load(row));
        }
    }

    @Nullable
    Series find(SeriesKey key) {
        return byKey.get(key);
    }

    /** Creates those of the wanted series that the limits allow; the others stay unknown. */
    void create(Set<SeriesKey> wanted, Fleet fleet) throws StoreException {
        Set<SeriesKey> allowed = allowed(wanted);
        if (allowed.isEmpty()) {
            return;
        }
        Map<SeriesKey, Policy> policies = new HashMap<>();
        Map<SeriesKey, PolicyRow> special = new HashMap<>();
        for (SeriesKey key : allowed) {
            Policy policy = fleet.policy(key).orElse(Policy.STANDARD);
            policies.put(key, policy);
            if (!policy.equals(Policy.STANDARD)) {
                special.put(key, Series.row(policy));
            }
        }
        tables.addSeries(shard, allowed, special)
                .forEach((key, id) -> put(Series.create(id, key, policies.getOrDefault(key, Policy.STANDARD))));
    }

    /** Those whose state has changed since it was saved. */
    List<Series> changed() {
        return byKey.values().stream().filter(Series::dirty).toList();
    }

    private Set<SeriesKey> allowed(Set<SeriesKey> wanted) throws StoreException {
        Map<String, Long> left = new HashMap<>();
        Map<SeriesKey, Integer> growing = new HashMap<>();
        Set<SeriesKey> allowed = new LinkedHashSet<>();
        for (SeriesKey key : wanted) {
            if (!left.containsKey(key.tenant())) {
                left.put(key.tenant(), limits.perTenant() - tables.countSeries(key.tenant()));
            }
            SeriesKey device = device(key);
            int ofDevice = growing.computeIfAbsent(device, d -> perDevice.getOrDefault(d, 0));
            boolean room = ofDevice < limits.perDevice()
                    && left.getOrDefault(key.tenant(), 0L) > 0
                    && byKey.size() + allowed.size() < limits.perShard();
            if (room) {
                allowed.add(key);
                growing.merge(device, 1, Integer::sum);
                left.merge(key.tenant(), -1L, Long::sum);
            }
        }
        return allowed;
    }

    private void put(Series series) {
        if (byKey.put(series.key(), series) == null) {
            perDevice.merge(device(series.key()), 1, Integer::sum);
        }
    }

    private static SeriesKey device(SeriesKey key) {
        return new SeriesKey(key.tenant(), key.device(), "");
    }
}
