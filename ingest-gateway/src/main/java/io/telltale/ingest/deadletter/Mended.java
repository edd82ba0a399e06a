package io.telltale.ingest.deadletter;

/**
 * The answer to a mend.
 *
 * @param id the letter: after a mend the new one, which has taken the place of the old; after a dry run the one asked for
 * @param dryRun whether nothing was changed
 * @param judgement what a replay of the mended letter would admit and refuse
 */
record Mended(String id, boolean dryRun, Judgement judgement) {}
