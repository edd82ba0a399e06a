package io.telltale.registry;

import io.vertx.pgclient.PgException;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Which promise of the schema a failed statement would have broken, by its SQLSTATE. */
public final class Violations {

    private static final String UNIQUE = "23505";
    private static final String REFERENCE = "23503";

    private Violations() {}

    /** Whether something of that name was there already. */
    public static boolean unique(Throwable failure) {
        return UNIQUE.equals(sqlState(failure));
    }

    /** Whether something referred to is not there, or something to be removed is still referred to. */
    public static boolean reference(Throwable failure) {
        return REFERENCE.equals(sqlState(failure));
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                return refused.getSqlState();
            }
            if (cause instanceof ConstraintViolationException violated && violated.getSQLState() != null) {
                return violated.getSQLState();
            }
        }
        return null;
    }
}
