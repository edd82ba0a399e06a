package io.telltale.ingest.deadletter;

/** What became of one attempt to replay a letter. */
sealed interface Replay {

    /** All of it is persisted where it belongs: the letter may be taken out. */
    record Sent() implements Replay {}

    /** It is refused again, wholly or in part: the letter stays. */
    record Refused(String why) implements Replay {}

    /** It cannot be replayed: the letter stays. */
    record Skipped(String why) implements Replay {}
}
