package io.telltale.bench.peers;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Somebody who takes readings from devices and tells them that they are safe. Started anew for every run, on ports of its own on
 * 127.0.0.1, in a folder of its own. Called by one thread.
 */
interface Contender {

    /** Its name, such as {@code mosquitto + telegraf}. */
    String name();

    /** What it means here that a reading was acknowledged, in a line: who may lose it, and when. */
    String durability();

    /** Which of its parts cannot be had on this machine; empty when it can run. Cheap, starts and fetches nothing. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /**
     * Starts it, ready for work: what it needs is fetched (into the cache), its tables are there.
     *
     * @param readings in a message
     * @param folder empty, deleted afterwards; any user may pass through, so that servers under another user find their data
     * @throws Exception when it cannot run; what was started is gone then
     */
    Running start(int readings, Path folder) throws Exception;
}
