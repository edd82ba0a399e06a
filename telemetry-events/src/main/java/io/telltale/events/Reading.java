package io.telltale.events;

/**
 * One measured value of one series at one instant.
 *
 * @param tenant whose device it is
 * @param device the device that measured
 * @param metric what was measured
 * @param micros when it was measured, microseconds since the epoch
 * @param value the value in the unit of its series; always finite; booleans travel as 1 and 0
 */
public record Reading(String tenant, String device, String metric, long micros, double value) {

    public Reading {
        Names.require("tenant", tenant);
        Names.require("device", device);
        Names.require("metric", metric);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value of " + device + "/" + metric + " is not finite: " + value);
        }
    }
}
