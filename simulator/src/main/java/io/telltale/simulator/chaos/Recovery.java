package io.telltale.simulator.chaos;

import io.telltale.simulator.load.LoadStream.Tide.Level;

/**
 * When a fault is overcome. Time to recover runs from the fault's end (SIGCONT, or the moment in which the process is started
 * anew, so that it holds the whole start of the process) until of <em>every</em> device a reading that was due after that end is
 * acknowledged and stored, its acknowledgements are less than a second old, and what is stored is less than a second behind what
 * is acknowledged. Where nothing was disturbed that takes about as long as one reading takes. Pure.
 */
record Recovery(long endMicros) {

    private static final long A_SECOND = 1_000_000L;

    /** Whether it is overcome at that level of that moment. */
    boolean isReached(Level level, long nowMicros) {
        return level.acknowledgedMicros() > endMicros
                && level.storedMicros() > endMicros
                && nowMicros - level.acknowledgedMicros() < A_SECOND
                && level.behindMicros() < A_SECOND;
    }
}
