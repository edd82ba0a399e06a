package io.telltale.ingest.admission;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Stamps readings that carry no time of their own: the time they were received, never twice the same for one device.
 *
 * <p>State is bounded: devices share {@value #STRIPES} counters by hash, so two devices of one counter may shift each
 * other by microseconds, and no device ever gets one stamp twice from one gateway. Any thread, lock-free.
 */
public final class ReceiveClock implements Stamps {

    private static final int STRIPES = 8192;

    private final AtomicLongArray next = new AtomicLongArray(STRIPES);

    @Override
    public long reserve(DeviceId device, long receivedMicros, int count) {
        int stripe = Math.floorMod(device.hashCode() * 0x9E3779B9, STRIPES);
        while (true) {
            long free = next.get(stripe);
            long first = Math.max(free, receivedMicros);
            if (next.compareAndSet(stripe, free, first + count)) {
                return first;
            }
        }
    }
}
