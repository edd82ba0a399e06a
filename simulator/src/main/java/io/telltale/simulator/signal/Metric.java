package io.telltale.simulator.signal;

/**
 * A metric of a kind of machine.
 *
 * @param unit UCUM or a word for people
 * @param min plausible minimum
 * @param max plausible maximum
 * @param spread how far readings a few minutes apart usually differ; faults are measured in it
 * @param flag whether it is on or off, 1 or 0
 */
public record Metric(String name, String unit, double min, double max, double spread, boolean flag) {

    static Metric of(String name, String unit, double min, double max, double spread) {
        return new Metric(name, unit, min, max, spread, false);
    }
}
