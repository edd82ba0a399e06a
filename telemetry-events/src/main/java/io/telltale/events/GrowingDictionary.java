package io.telltale.events;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers the devices and metrics of a batch in the order in which they first occur. For one thread. */
final class GrowingDictionary {

    private final Map<String, Map<String, Integer>> devicesByTenant = new HashMap<>();
    private final Map<String, Integer> metricIndexes = new HashMap<>();
    private String[] tenants = new String[16];
    private String[] devices = new String[16];
    private String[] metrics = new String[4];
    private int deviceCount;
    private int latest;
    private int bytes;

    /** The number of a device. */
    int device(String tenant, String name) {
        // The readings of one message follow each other, and their names are the same objects.
        if (devices[latest] != name || tenants[latest] != tenant) {
            latest = find(tenant, name);
        }
        return latest;
    }

    private int find(String tenant, String name) {
        Map<String, Integer> ofTenant = devicesByTenant.get(tenant);
        if (ofTenant == null) {
            ofTenant = new HashMap<>();
            devicesByTenant.put(tenant, ofTenant);
        }
        Integer known = ofTenant.get(name);
        if (known != null) {
            return known;
        }
        if (deviceCount == devices.length) {
            tenants = Arrays.copyOf(tenants, deviceCount * 2);
            devices = Arrays.copyOf(devices, deviceCount * 2);
        }
        tenants[deviceCount] = tenant;
        devices[deviceCount] = name;
        ofTenant.put(name, deviceCount);
        bytes += tenant.length() + name.length() + 6;
        return deviceCount++;
    }

    /** The number of a metric. */
    int metric(String name) {
        Integer known = metricIndexes.get(name);
        if (known != null) {
            return known;
        }
        int index = metricIndexes.size();
        if (index == metrics.length) {
            metrics = Arrays.copyOf(metrics, index * 2);
        }
        metrics[index] = name;
        metricIndexes.put(name, index);
        bytes += name.length() + 2;
        return index;
    }

    /** About how many bytes of the wire form its names take. */
    int bytes() {
        return bytes;
    }

    /** The names so far. */
    ReadingBatch.Dictionary names() {
        return new ReadingBatch.Dictionary(
                Arrays.copyOf(tenants, deviceCount),
                Arrays.copyOf(devices, deviceCount),
                Arrays.copyOf(metrics, metricIndexes.size()));
    }
}
