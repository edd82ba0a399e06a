package io.telltale.alerting.routing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a route says of how its groups are told. It is written beside each group, so that a group outlives its route.
 *
 * @param alone each alert is a group by itself ({@code group_by: ['...']}): nothing is ever added to it, so nothing waits for
 *     {@code groupInterval}
 * @param step which step of the escalation, from 1; 0 is the route's own receiver
 * @param groupWait how long a new group gathers alerts before it is told
 * @param groupInterval shortest time from one telling to the next
 * @param repeatInterval after which an unchanged group that still fires is told again
 * @param muteTimeIntervals names of times in which nothing is told
 * @param activeTimeIntervals names of the only times in which something is told; none means always
 * @param flapping when an alert that comes and goes is no longer told
 */
public record GroupPlan(
        boolean alone,
        int step,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        List<String> muteTimeIntervals,
        List<String> activeTimeIntervals,
        Optional<Flapping> flapping) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FOUR_HOURS = Duration.ofHours(4);

    /** What is missing in a row of an earlier release has the value of the default routing. */
    @SuppressWarnings("ConstantValue")
    public GroupPlan(
            boolean alone,
            int step,
            @Nullable Duration groupWait,
            @Nullable Duration groupInterval,
            @Nullable Duration repeatInterval,
            @Nullable List<String> muteTimeIntervals,
            @Nullable List<String> activeTimeIntervals,
            @Nullable Optional<Flapping> flapping) {
        this.alone = alone;
        this.step = step;
        this.groupWait = Objects.requireNonNullElse(groupWait, Duration.ZERO);
        this.groupInterval = Objects.requireNonNullElse(groupInterval, MINUTE);
        this.repeatInterval = Objects.requireNonNullElse(repeatInterval, FOUR_HOURS);
        this.muteTimeIntervals = muteTimeIntervals == null ? List.of() : List.copyOf(muteTimeIntervals);
        this.activeTimeIntervals = activeTimeIntervals == null ? List.of() : List.copyOf(activeTimeIntervals);
        this.flapping = flapping == null ? Optional.empty() : flapping;
    }

    /** Whether even an alert that is over before anybody was told of it is told, first its beginning and then its end. */
    public boolean tellsEverything() {
        return alone && step == 0 && groupWait.isZero();
    }

    /** The same for alerts that would be alone and are told together because they are too many. */
    GroupPlan gathered(Storm storm) {
        return new GroupPlan(
                false,
                step,
                storm.groupWait(),
                storm.groupInterval(),
                repeatInterval,
                muteTimeIntervals,
                activeTimeIntervals,
                flapping);
    }

    /** The same for a step of the escalation; itself for the route's own receiver, 0. */
    GroupPlan escalated(int number) {
        if (number == 0) {
            return this;
        }
        return new GroupPlan(
                alone,
                number,
                Duration.ZERO,
                groupInterval,
                repeatInterval,
                muteTimeIntervals,
                activeTimeIntervals,
                flapping);
    }
}
