package io.telltale.alerting.rehearsal;

import org.jspecify.annotations.Nullable;

/** History could not be read; the message says to whoever asked what to do. */
public final class HistoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Cause why;

    /** Whose turn it is now. */
    public enum Cause {
        /** The same may work later. */
        AWAY,
        /** Too much was asked for. */
        TOO_MUCH,
        /** What answered is not what should be there. */
        WRONG_ANSWER
    }

    HistoryException(Cause why, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    /** Whose turn it is now. */
    public Cause why() {
        return why;
    }
}
