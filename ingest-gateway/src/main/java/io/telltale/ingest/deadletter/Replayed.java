package io.telltale.ingest.deadletter;

/**
 * A dead letter that is on its way again and no longer parked.
 *
 * @param id which one it was
 * @param origin the topic or subject it went to
 */
record Replayed(String id, String origin) {}
