package io.telltale.simulator.chaos;

import java.util.Locale;

/** What happens to a process. */
enum Kind {
    /** SIGKILL, and started anew at once, as a supervisor would. */
    KILL,
    /** Ended in good order and started anew. */
    RESTART,
    /** SIGSTOP, some seconds later SIGCONT. */
    FREEZE;

    /** As the user writes and reads it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
