package io.telltale.simulator.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One line of progress on standard error: redrawn in place on a terminal, else printed as a line of its own now and then.
 * Called by one thread.
 */
public final class StatusLine {

    private static final long REDRAW_NANOS = 200_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final long everyNanos;
    private long shown;
    private boolean any;
    private int width;

    /** Lines come every {@code seconds} where standard error is no terminal. */
    public StatusLine(int seconds) {
        this(System.err, standardErrorIsTerminal(), seconds);
    }

    StatusLine(PrintStream out, boolean terminal, int seconds) {
        this.out = out;
        this.terminal = terminal;
        this.everyNanos = terminal ? REDRAW_NANOS : seconds * 1_000_000_000L;
    }

    /** Shows the text, unless the last one is too recent. */
    public void show(String text) {
        long now = System.nanoTime();
        if (!any || now - shown >= everyNanos) {
            any = true;
            shown = now;
            draw(text);
        }
    }

    /** Puts a line that stays above the progress. */
    public void say(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    /** Takes the progress away. */
    public void clear() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }

    /** A bar of twenty characters. */
    public static String bar(double share) {
        int full = (int) Math.round(20 * Math.clamp(share, 0, 1));
        return "█".repeat(full) + "░".repeat(20 - full);
    }

    private void draw(String text) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** The JDK of release 21 cannot tell; Linux can. Elsewhere lines are printed, which is never wrong. */
    private static boolean standardErrorIsTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
