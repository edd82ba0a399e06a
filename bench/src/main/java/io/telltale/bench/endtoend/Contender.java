package io.telltale.bench.endtoend;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Somebody who can do the job, or a part of it: readings taken from devices, told to be safe, and stored. Started anew for
 * every case of every round, on ports of its own on 127.0.0.1, in a folder of its own. Called by one thread; nothing is
 * called before {@link #missing} said that nothing is.
 */
public interface Contender {

    /** What it is to the reader of the table. */
    enum Kind {
        OURS,
        /** A part of the job alone: nothing that does the whole of it can be faster on this machine. */
        LIMIT,
        PEER
    }

    /** Its name in the table and for {@code --only}, such as {@code mosquitto + node-red}. */
    String name();

    Kind kind();

    /** What it means here that a reading was acknowledged, in a line: who may lose it, and when. */
    String durability();

    /** Which of its parts cannot be had on this machine; empty when it can run. Cheap, starts and fetches nothing. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Whether it takes part in that case; what does not depend on, say, the QoS runs in one case only. */
    boolean takesPart(Case work);

    /**
     * The rate the search begins with, in readings a second: rather what it can do easily than what it cannot. Without meaning
     * for what drives itself.
     */
    double firstGuess(Case work);

    /**
     * Starts it, ready for work: what it needs is fetched (into the cache), its tables are there.
     *
     * @param folder empty, deleted afterwards; any user may pass through, so that servers under another user find their data
     * @throws Exception when it cannot run: the table says so, with the message, and what was started must be gone
     */
    Running start(Case work, Path folder) throws Exception;
}
