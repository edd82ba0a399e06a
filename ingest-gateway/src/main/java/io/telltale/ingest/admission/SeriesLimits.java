package io.telltale.ingest.admission;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many names a device, and all devices of a tenant together, may make up.
 *
 * <p>Each name is a series, which costs every service memory for as long as it is kept; one device that puts a serial number
 * into its metrics' names would fill them. Names are counted from the first message of a device on, and anew after a time. Of a
 * name only a hash of 64 bits is kept, so memory is bounded by the tenants' limits; two names of one hash count as one.
 * Any thread; a name that is known, as nearly all are, is found without a lock.
 */
public final class SeriesLimits {

    private static final int MICROS_A_MILLI = 1_000;

    private final Bounds bounds;
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    /**
     * What is allowed.
     *
     * @param metricsPerDevice most names of a device
     * @param seriesPerTenant most names of all devices of a tenant together
     * @param forgetAfterMillis after how long a device's names are counted anew
     */
    public record Bounds(int metricsPerDevice, int seriesPerTenant, long forgetAfterMillis) {}

    public SeriesLimits(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Counts a name; says why it is one too many, if it is. */
    Optional<Refusal> count(DeviceId device, String metric, long nowMicros) {
        long name = hash(metric);
        long now = nowMicros / MICROS_A_MILLI;
        Tenant known = tenants.get(device.tenant());
        Tenant tenant = known == null ? tenants.computeIfAbsent(device.tenant(), first -> new Tenant()) : known;
        return tenant.counted(device.device(), name, now) ? Optional.empty() : tenant.count(device.device(), name, now);
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private final class Tenant {
        private final Map<String, Names> devices = new ConcurrentHashMap<>();
        private int series;
        private long sweptAt;

        boolean counted(String device, long name, long now) {
            Names names = devices.get(device);
            return names != null && !names.stale(now) && names.has(name);
        }

        synchronized Optional<Refusal> count(String device, long name, long now) {
            Names names = devices.get(device);
            if (names != null && names.stale(now)) {
                devices.remove(device);
                series -= names.count();
                names = null;
            }
            if (names != null && names.has(name)) {
                return Optional.empty();
            }
            if (names != null && names.count() >= bounds.metricsPerDevice) {
                return Optional.of(new Refusal(
                        Reason.TOO_MANY_METRICS,
                        "the device has used " + names.count()
                                + " names of metrics already: put what varies into values"));
            }
            if (series >= bounds.seriesPerTenant && !sweep(now)) {
                return Optional.of(new Refusal(
                        Reason.TOO_MANY_SERIES,
                        "the tenant's devices have used " + series
                                + " names of metrics already: an operator can raise it"));
            }
            devices.computeIfAbsent(device, first -> new Names(now)).add(name);
            series++;
            return Optional.empty();
        }

        /** Forgets devices that were not heard of for long; at most once a second, since it looks at all. */
        private boolean sweep(long now) {
            if (Math.abs(now - sweptAt) >= 1_000) {
                sweptAt = now;
                for (Iterator<Names> each = devices.values().iterator(); each.hasNext(); ) {
                    Names names = each.next();
                    if (names.stale(now)) {
                        each.remove();
                        series -= names.count();
                    }
                }
            }
            return series < bounds.seriesPerTenant;
        }
    }

    /** Hashes of one device's names, in order; the array is never changed but replaced, for readers without the lock. */
    private final class Names {
        private final long since;
        private volatile long[] hashes = {};

        private Names(long since) {
            this.since = since;
        }

        private int count() {
            return hashes.length;
        }

        private boolean stale(long now) {
            return now - since >= bounds.forgetAfterMillis;
        }

        private boolean has(long name) {
            return Arrays.binarySearch(hashes, name) >= 0;
        }

        private void add(long name) {
            long[] before = hashes;
            int at = -Arrays.binarySearch(before, name) - 1;
            long[] after = Arrays.copyOf(before, before.length + 1);
            System.arraycopy(before, at, after, at + 1, before.length - at);
            after[at] = name;
            hashes = after;
        }
    }
}
