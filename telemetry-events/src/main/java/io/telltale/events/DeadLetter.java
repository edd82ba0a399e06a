package io.telltale.events;

import java.time.Instant;

/**
 * A message that could not be processed, parked with everything needed to mend and replay it.
 *
 * @param stage where it failed, such as {@code admission}, {@code intake}, {@code store}
 * @param reason why, from the stage's closed list
 * @param detail one sentence for people
 * @param tenant whose it is, {@code unknown} when nobody can tell
 * @param device which device's, {@code unknown} when nobody can tell
 * @param origin the MQTT topic or NATS subject it came on
 * @param time when it was parked
 * @param payload the original bytes; not copied
 */
public record DeadLetter(
        String stage,
        String reason,
        String detail,
        String tenant,
        String device,
        String origin,
        Instant time,
        byte[] payload) {

    /** Tenant or device of a message that names none. */
    public static final String UNKNOWN = "unknown";
}
