package io.telltale.alerting.store;

import java.sql.SQLException;
import java.util.Objects;

/** The database failed, so the transaction was rolled back. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String UNIQUE_VIOLATION = "23505";

    /** The server ended a transaction in which nothing was done for too long: this process stood still, or NATS did. */
    private static final String HELD_TOO_LONG = "25P03";

    private final String state;

    StoreException(SQLException cause) {
        super("database: " + cause.getMessage() + " (SQLSTATE " + cause.getSQLState() + ")", cause);
        state = Objects.requireNonNullElse(cause.getSQLState(), "");
    }

    /**
     * Whether the same work may succeed at once when it is done anew: a lost race for a row (serialization failure,
     * deadlock, unique violation).
     */
    public boolean raced() {
        return state.startsWith("40") || state.equals(UNIQUE_VIOLATION);
    }

    /** Whether the database could not be reached, or had no room for more: the same may work later. */
    public boolean away() {
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals(HELD_TOO_LONG);
    }
}
