package io.telltale.ingest.relay;

import io.nats.client.JetStreamApiException;
import java.util.Optional;

/**
 * Why JetStream would not take a message although it answers. A closed list: each is a metric tag and what a sender reads.
 * Neither is an outage: an operator makes room, and the next message is taken.
 */
public enum NoRoom {
    /** The stream holds as much as it may, and refuses rather than drop what it holds. */
    STREAM_FULL("stream-full", "the platform's buffer is full"),
    /** The server, or the account on it, has no storage left: its limit is reached or its disk is full. */
    STORE_FULL("store-full", "the platform's disk is full");

    /** JSStreamStoreFailedF: the stream's own limit, or the error of its disk. */
    private static final int STORE_FAILED = 10077;

    /** JSStorageResourcesExceededErr. */
    private static final int STORAGE_EXCEEDED = 10047;

    /** JSInsufficientResourcesErr. */
    private static final int INSUFFICIENT = 10023;

    /** JSAccountResourcesExceededErr. */
    private static final int ACCOUNT_EXCEEDED = 10002;

    private final String label;
    private final String what;

    NoRoom(String label, String what) {
        this.label = label;
        this.what = what;
    }

    /** As it is spelled in metrics and answers. */
    public String label() {
        return label;
    }

    /** What the sender is told: what happened, and what now. */
    public String explanation() {
        return label + ": " + what + ", nothing of this message was stored; keep it and send it again later";
    }

    /** Whether a failed publish says that there is no room, by the error codes of nats-server's errors.json. */
    static Optional<NoRoom> of(Throwable failure) {
        return failure instanceof JetStreamApiException refusal
                ? of(refusal.getApiErrorCode(), String.valueOf(refusal.getErrorDescription()))
                : Optional.empty();
    }

    static Optional<NoRoom> of(int code, String description) {
        return switch (code) {
            case STORE_FAILED -> byItsError(description);
            case STORAGE_EXCEEDED, INSUFFICIENT, ACCOUNT_EXCEEDED -> Optional.of(STORE_FULL);
            default -> Optional.empty();
        };
    }

    /** Anything else that keeps a store from storing, such as its being closed, passes by itself. */
    private static Optional<NoRoom> byItsError(String description) {
        if (description.contains("maximum ")) {
            return Optional.of(STREAM_FULL);
        }
        return description.contains("no space") || description.contains("quota")
                ? Optional.of(STORE_FULL)
                : Optional.empty();
    }
}
