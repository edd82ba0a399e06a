package io.telltale.events.shards;

/** The compare-and-set on a lane's progress failed: somebody else owns the lane now, this owner must stop writing. */
public final class FencedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Names the lane and the progress that was expected. */
    public FencedException(int shard, long expected) {
        super("shard " + shard + " was moved on by another owner; progress is no longer " + expected);
    }
}
