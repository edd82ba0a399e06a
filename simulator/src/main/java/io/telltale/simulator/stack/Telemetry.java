package io.telltale.simulator.stack;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** How the gateway wants readings: its topics and times. */
public final class Telemetry {

    private static final long MICROS = 1_000_000L;

    private Telemetry() {}

    /** The topic of a device's own messages. */
    public static byte[] topic(String tenant, String device) {
        return ("telemetry/" + tenant + '/' + device).getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 3339 to the microsecond, from microseconds since the epoch. */
    public static String time(long micros) {
        String text = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS)).toString();
        String fraction = Long.toString(MICROS + Math.floorMod(micros, MICROS));
        return text.substring(0, text.length() - 1) + '.' + fraction.substring(1) + 'Z';
    }
}
