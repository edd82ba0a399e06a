package io.telltale.events;

/** Bytes that claim to be a {@link ReadingBatch} and are not one. */
public final class MalformedBatchException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedBatchException(String message) {
        super(message);
    }

    MalformedBatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
