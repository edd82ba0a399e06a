package io.telltale.simulator.chaos;

import io.telltale.simulator.stack.CannotRunException;
import java.time.Duration;
import java.util.List;

/**
 * What was asked for.
 *
 * @param duration how long faults happen; the proof comes after it
 * @param rate readings a second through both doors together
 * @param recoverWithin longest time to recover that is well
 */
record ChaosPlan(Duration duration, long seed, List<Fault> faults, double rate, Duration recoverWithin) {

    /** Devices at each door. */
    static final int DEVICES = 50;

    ChaosPlan {
        faults = List.copyOf(faults);
        require(duration.toSeconds() >= 10, "--duration must be at least 10 s");
        require(duration.toHours() <= 24, "--duration must be at most 24 h");
        require(rate >= 2 * DEVICES && rate <= 20_000, "--rate must be " + 2 * DEVICES + " to 20000 readings a second");
        require(recoverWithin.toMillis() >= 1_000, "--recover-within must be at least 1 s");
        require(
                duration.toSeconds() * rate / (2 * DEVICES) < 900_000,
                "a device can tell 900000 readings apart: use a shorter --duration or a lower --rate");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new CannotRunException(rule);
        }
    }
}
