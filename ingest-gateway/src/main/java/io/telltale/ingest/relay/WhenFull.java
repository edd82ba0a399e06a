package io.telltale.ingest.relay;

/** What to do with a message that JetStream has no room for. */
public enum WhenFull {
    /** Keep it and go on trying: for senders that cannot be told, and whose message would be gone. */
    HOLD,
    /** Give it back: the sender is told, keeps it, and sends it again. */
    TELL
}
