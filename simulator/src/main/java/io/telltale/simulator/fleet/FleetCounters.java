package io.telltale.simulator.fleet;

import io.telltale.simulator.mqtt.ReasonCode;
import java.util.Locale;

/** How a fleet is doing, in messages. Written by its event loop; read there too, by {@link #line} submitted to it. */
final class FleetCounters {

    long connected;
    long published;
    long acknowledged;
    long refused;
    long forgotten;
    long faults;
    long behindMicros;
    String interruption = "";
    private String refusal = "";
    private String latestFault = "";

    void refuse(int reason) {
        refused++;
        refusal = " (" + ReasonCode.of(reason) + ')';
    }

    void truth(GroundTruth truth) {
        faults = truth.faults();
        latestFault = truth.latest();
    }

    /** The one line of status. */
    String line(int devices) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%d of %d connected  published %d  acknowledged %d  refused %d%s  faults %d",
                connected,
                devices,
                published,
                acknowledged,
                refused,
                refusal,
                faults));
        if (!latestFault.isEmpty()) {
            line.append(" (").append(latestFault).append(')');
        }
        if (behindMicros > 60_000_000L) {
            line.append(String.format(Locale.ROOT, "  catching up %.1f h", behindMicros / 3.6e9));
        }
        if (forgotten > 0) {
            line.append("  forgotten ").append(forgotten);
        }
        if (connected < devices && !interruption.isEmpty()) {
            line.append("  ").append(interruption);
        }
        return line.toString();
    }
}
