package io.telltale.alerting.routing;

import java.time.Duration;

/**
 * When alerts that a route tells each by itself are told together instead: more than {@code alerts} of one rule came within
 * {@code within}, by when they came here, whatever the time of their readings. Those beyond are one group of that rule, until
 * fewer come. Alertmanager has nothing like it.
 *
 * @param groupWait how long that group gathers alerts before it is told
 * @param groupInterval shortest time from one telling of it to the next
 */
public record Storm(int alerts, Duration within, Duration groupWait, Duration groupInterval) {

    /** Whether an alert is beyond what is told by itself; {@code came} counts it and those before it. */
    boolean takes(int came) {
        return came > alerts;
    }
}
