package io.telltale.ingest.admission;

/** Gives times to readings that carry none. */
@FunctionalInterface
public interface Stamps {

    /** The time of receipt itself, for a message that comes a second time and is to get the stamps of the first. */
    Stamps AS_RECEIVED = (device, receivedMicros, count) -> receivedMicros;

    /**
     * Reserves {@code count} consecutive microseconds for a device.
     *
     * @param receivedMicros the earliest that may be given out
     * @return the first of them
     */
    long reserve(DeviceId device, long receivedMicros, int count);
}
