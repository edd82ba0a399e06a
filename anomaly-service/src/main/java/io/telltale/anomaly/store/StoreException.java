package io.telltale.anomaly.store;

import java.io.IOException;
import java.sql.SQLException;

/** The database could not do it now; nothing was written, or the commit's fate is unknown, which a repeat settles. */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With what was being done, as in {@code writing shard 3}. */
    public StoreException(String what, SQLException cause) {
        super(what + " failed with SQL state " + cause.getSQLState() + ": " + cause.getMessage(), cause);
    }
}
