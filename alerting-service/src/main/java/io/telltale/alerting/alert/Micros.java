package io.telltale.alerting.alert;

import java.time.Instant;

/** Microseconds since the epoch, the resolution in which readings tell the time. */
public final class Micros {

    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    /** The instant. */
    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }

    /** The microseconds; what an instant has beyond them is cut off. */
    public static long of(Instant instant) {
        return instant.getEpochSecond() * PER_SECOND + instant.getNano() / 1_000;
    }
}
