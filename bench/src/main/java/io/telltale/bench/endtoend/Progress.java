package io.telltale.bench.endtoend;

import java.io.PrintStream;
import java.util.Locale;

/** What is under way, on standard error: redrawn in place on a terminal, else a line a step. One thread. */
final class Progress {

    private final PrintStream out;
    private final boolean terminal;
    private final int steps;
    private final long begun = System.nanoTime();
    private int step;

    Progress(PrintStream out, boolean terminal, int steps) {
        this.out = out;
        this.terminal = terminal;
        this.steps = steps;
    }

    /** The next step begins. */
    void next(String what) {
        step++;
        String line = String.format(
                Locale.ROOT, "%4d s  %d/%d  %s", (System.nanoTime() - begun) / 1_000_000_000L, step, steps, what);
        out.print(terminal ? "\r\u001b[K" + line : line + System.lineSeparator());
        out.flush();
    }

    /** A line that stays. */
    void say(String what) {
        clear();
        out.println("        " + what);
    }

    void clear() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
