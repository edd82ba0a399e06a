package io.telltale.simulator.fleet;

/**
 * Turns true times into the times the machines live in, which pass {@code speed} times as fast. Both agree at one fixed moment,
 * so that two runs of one seed and speed live the same life. Microseconds since the epoch.
 */
record LifeClock(double speed) {

    /** 2026-01-01T00:00:00Z. */
    private static final long ORIGIN = 1_767_225_600_000_000L;

    long lived(long trueMicros) {
        return ORIGIN + Math.round((trueMicros - ORIGIN) * speed);
    }

    long trueTime(long livedMicros) {
        return ORIGIN + Math.round((livedMicros - ORIGIN) / speed);
    }
}
