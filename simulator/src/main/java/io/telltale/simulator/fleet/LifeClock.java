package io.telltale.simulator.fleet;

/** Turns true times into the times the machines live in, which pass {@code speed} times as fast since {@code origin}. Microseconds. */
record LifeClock(long origin, double speed) {

    long lived(long trueMicros) {
        return origin + Math.round((trueMicros - origin) * speed);
    }

    long trueTime(long livedMicros) {
        return origin + Math.round((livedMicros - origin) / speed);
    }
}
