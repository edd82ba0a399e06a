package io.telltale.alerting.routing;

import java.time.Duration;
import java.time.Instant;

/**
 * When an alert that comes and goes is no longer told each time: it came at least {@code changes} times within {@code
 * within}, and has not been firing for that long since.
 */
public record Flapping(int changes, Duration within) {

    /** Until when the alert that began at {@code startedAt} is not told; before it, too, when it does not flap. */
    public Instant until(Instant startedAt, int cameWithin) {
        return cameWithin < changes ? Instant.MIN : startedAt.plus(within);
    }
}
