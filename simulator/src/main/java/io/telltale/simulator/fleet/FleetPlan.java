package io.telltale.simulator.fleet;

import io.telltale.simulator.signal.FaultKind;
import io.telltale.simulator.signal.FaultPlan;
import io.telltale.simulator.stack.CannotRunException;
import java.time.Duration;
import java.util.Set;

/**
 * What fleet shall live.
 *
 * @param devices 1 to 10,000
 * @param prefix of the names; empty for {@code pump-1}, {@code boiler-2}, …
 * @param seed personality of the fleet; the same seed gives the same signals and faults at the same times
 * @param interval between two messages of a device, at least 100 ms
 * @param speed how much faster than the clock signals and faults live; the times of the readings stay true
 * @param history how much of the past is published first
 * @param historyInterval between two messages of that past
 * @param faults which may be injected
 * @param faultsPerHour how many strike a device in an hour of its life
 */
record FleetPlan(
        int devices,
        String prefix,
        long seed,
        Duration interval,
        double speed,
        Duration history,
        Duration historyInterval,
        Set<FaultKind> faults,
        double faultsPerHour) {

    private static final int MOST_DEVICES = 10_000;
    private static final int LONGEST_PREFIX = 40;
    private static final Duration LONGEST_HISTORY = Duration.ofDays(366);

    FleetPlan {
        faults = Set.copyOf(faults);
        require(devices >= 1 && devices <= MOST_DEVICES, "--devices must be 1 to " + MOST_DEVICES);
        require(
                prefix.isEmpty() || prefix.matches("[A-Za-z0-9][A-Za-z0-9_-]{0," + (LONGEST_PREFIX - 1) + "}"),
                "--name-prefix must be at most " + LONGEST_PREFIX
                        + " of A-Z a-z 0-9 _ - and begin with a letter or digit");
        require(interval.toMillis() >= 100, "--interval must be at least 100 ms");
        require(historyInterval.toMillis() >= 100, "--history-interval must be at least 100 ms");
        require(speed >= 0.01 && speed <= 10_000, "--speed must be 0.01 to 10000");
        require(
                !history.isNegative() && history.compareTo(LONGEST_HISTORY) <= 0,
                "--history must be at most " + LONGEST_HISTORY.toDays() + " days");
        require(
                faultsPerHour > 0 && faultsPerHour <= FaultPlan.MOST_PER_HOUR,
                "--fault-rate must be more than 0 and at most " + FaultPlan.MOST_PER_HOUR + " an hour");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new CannotRunException(rule);
        }
    }
}
