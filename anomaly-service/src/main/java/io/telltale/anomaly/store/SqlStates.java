package io.telltale.anomaly.store;

import java.sql.SQLException;

/** What a failed statement means for the batch it belonged to; the one place that knows SQL states. */
enum SqlStates {
    /** A row of the batch is stored already. */
    REPEATED,
    /** A row of the batch can never be stored: its value, a constraint or a trigger forbids it. */
    REFUSED_DATA,
    /** The database, not the batch: connection, resources, locks, shutdown, rights, a missing table. */
    UNAVAILABLE;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String RAISED_BY_TRIGGER = "P0001";

    /**
     * Sorts a failure.
     *
     * <p>Only what the standard calls a data exception (22), an integrity violation (23) or a trigger's own exception is
     * blamed on rows. Everything else, known as passing (08, 40, 53, 55, 57, 58) or not, is tried again for ever: to park
     * readings because somebody revoked a right or dropped a table would empty the stream into the dead letters.
     */
    static SqlStates of(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return UNAVAILABLE;
        }
        if (state.equals(UNIQUE_VIOLATION)) {
            return REPEATED;
        }
        if (state.startsWith("22") || state.startsWith("23") || state.equals(RAISED_BY_TRIGGER)) {
            return REFUSED_DATA;
        }
        return UNAVAILABLE;
    }
}
