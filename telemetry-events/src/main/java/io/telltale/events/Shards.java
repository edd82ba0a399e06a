package io.telltale.events;

import java.util.zip.CRC32C;

/**
 * Which of the four lanes of the telemetry stream a device's readings travel in.
 *
 * <p>All readings of a device share one lane, so their order is kept; a lane has one owner per service at a time.
 */
public final class Shards {

    /** Number of lanes. Changing it re-homes devices, so it is part of the wire contract. */
    public static final int COUNT = 4;

    private Shards() {}

    /** The lane of a device: CRC-32C over {@code tenant '.' device}, modulo {@link #COUNT}. */
    public static int of(String tenant, String device) {
        CRC32C crc = new CRC32C();
        update(crc, tenant);
        crc.update('.');
        update(crc, device);
        return (int) (crc.getValue() % COUNT);
    }

    /** A {@link Names name} has characters of one byte only. */
    private static void update(CRC32C crc, String name) {
        for (int i = 0; i < name.length(); i++) {
            crc.update(name.charAt(i));
        }
    }
}
