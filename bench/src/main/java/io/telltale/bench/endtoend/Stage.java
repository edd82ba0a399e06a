package io.telltale.bench.endtoend;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the harness lends a {@link Scenario}. One thread. */
public interface Stage {

    /** Whether the user wants it quick rather than exact. */
    boolean quick();

    /** What is going on, for the progress line. */
    void say(String what);

    /** A platform of Telltale's own, all of it, empty, on free ports; close it. Settings are {@code TELLTALE_…} variables. */
    Ours up(Map<String, String> settings) throws IOException, InterruptedException;

    /**
     * Runs {@code sim load} with these arguments against it.
     *
     * @return its report, see {@code simulator/README.md}
     */
    LoadResult load(Ours platform, List<String> arguments) throws IOException, InterruptedException;

    /** A running platform. */
    interface Ours extends Running.Target {

        /** {@code ./telltale} with these arguments on this platform; what it printed. */
        String telltale(String... arguments) throws IOException, InterruptedException;
    }
}
