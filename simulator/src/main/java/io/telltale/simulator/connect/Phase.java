package io.telltale.simulator.connect;

import io.telltale.simulator.load.LatencyRecorder.Latency;
import java.util.Locale;

/**
 * What happened in one part of a run.
 *
 * @param name {@code connect}, {@code hold}, {@code publish} or {@code reconnect}
 * @param began milliseconds since 1970, as {@code ended}
 * @param open connections that were open at its end
 * @param done connections opened or messages acknowledged, of so many that were {@code due}
 * @param refused logins or messages that were refused
 * @param broken connections that broke or could not be made, each time
 * @param latency from the moment each was due (no coordinated omission) until CONNACK or PUBACK, in milliseconds; without the
 *     first third of what was published
 */
record Phase(
        String name,
        long began,
        long ended,
        int open,
        long due,
        long done,
        long refused,
        long broken,
        Latency latency) {

    /** Whether everything that was due took place and nobody was turned away or lost. */
    boolean clean() {
        return done == due && refused == 0 && broken == 0;
    }

    /** A line for people. */
    String text() {
        double seconds = Math.max(1, ended - began) / 1e3;
        String line = String.format(
                Locale.ROOT, "%-10s %6.1f s  open %,d  refused %d  broken %d", name, seconds, open, refused, broken);
        return due == 0
                ? line
                : String.format(
                        Locale.ROOT,
                        "%s  %,d of %,d (%,.0f a second)  p50 %.1f ms  p99 %.1f  max %.1f",
                        line,
                        done,
                        due,
                        done / seconds,
                        latency.p50(),
                        latency.p99(),
                        latency.max());
    }
}
