package io.telltale.simulator.signal;

/** The rhythm of a day in UTC. Times are microseconds since the epoch. */
final class Day {

    static final long SECOND = 1_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long LENGTH = 24 * HOUR;

    private Day() {}

    /** Hour of the day with its fraction, 0 to 24. */
    static double hour(long micros) {
        return (double) Math.floorMod(micros, LENGTH) / HOUR;
    }

    /** Work in a plant of two shifts: near 0 at night, near 1 from 8 to 19, with soft shoulders. */
    static double work(long micros) {
        double hour = hour(micros);
        return Math.clamp(0.5 * (Math.tanh((hour - 6.5) / 0.8) - Math.tanh((hour - 20.5) / 1.2)), 0, 1);
    }

    /** Warmth of the day: 1 at 15 h, -1 at 3 h. */
    static double sun(long micros) {
        return Math.cos(2 * Math.PI * (hour(micros) - 15) / 24);
    }
}
