package io.telltale.ingest.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call replayed.
 *
 * @param replayed letters all of which is persisted again; they are no longer parked
 * @param refusedAgain letters of which something is refused again; they stay
 * @param skipped letters that cannot be replayed as they are; they stay
 * @param reasons why, for the first twenty that stay
 * @param next the {@code ?after=} of the call that goes on; left out when there is nothing left
 */
record ReplayReport(
        int replayed,
        int refusedAgain,
        int skipped,
        List<NotReplayed> reasons,
        @Nullable String next) {

    /** A letter that stays. */
    record NotReplayed(String id, String why) {}
}
