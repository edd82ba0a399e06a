package io.telltale.events.shards;

import java.util.List;

/**
 * What a service does with the readings of one lane. Made anew each time the lane is opened; all calls come from one
 * (virtual) thread, so state needs no locks, and blocking is fine.
 */
public interface ShardProcessor extends AutoCloseable {

    /** Makes the processor of a lane. */
    @FunctionalInterface
    interface Factory {
        ShardProcessor create(int shard);
    }

    /**
     * Loads what is needed and says how far the service has come.
     *
     * @return the sequence of the last batch whose effects are committed, 0 for none; reading begins after it
     */
    long open() throws Exception;

    /**
     * Processes batches and commits before returning; the messages are acknowledged afterwards. When it throws, nothing
     * is acknowledged and the lane is opened anew after a pause, so a partial effect must have been rolled back.
     *
     * @throws FencedException when another owner has moved the progress: the lane is given up
     */
    void process(List<ShardBatch> batches) throws Exception;

    /** Called a few times a second while the lane is quiet: for snapshots and timers. */
    default void idle() throws Exception {}

    /** Called when the lane is given up in good order, after its last batch: the time to save what a restart would fold anew. */
    default void finish() throws Exception {}

    /** Releases what {@link #open} took. Called once, whatever happened before. */
    @Override
    default void close() {}
}
