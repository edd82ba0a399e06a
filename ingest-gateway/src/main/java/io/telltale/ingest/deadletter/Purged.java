package io.telltale.ingest.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * What one call gave up.
 *
 * @param purged letters that are gone, or would be
 * @param dryRun whether they were only counted
 * @param next the {@code ?after=} of the call that goes on; left out when there is nothing left
 */
record Purged(int purged, boolean dryRun, @Nullable String next) {}
