package io.telltale.bench.endtoend;

import java.util.List;

/** A question that is not a rate, such as how many connections fit: runs once, on a stage of its own, and tells what it found. */
public interface Scenario {

    /** For {@code --only}, such as {@code connections}. */
    String name();

    /** What is measured, in a line, with units. */
    String about();

    /** Does it and takes down what it started. */
    List<Finding> run(Stage stage) throws Exception;

    /**
     * One number.
     *
     * @param what such as {@code memory of a connection}
     * @param unit such as {@code kB}
     */
    record Finding(String what, double value, String unit) {}
}
