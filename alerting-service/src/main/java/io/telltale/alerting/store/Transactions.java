package io.telltale.alerting.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs work in one database transaction: committed when it returns, rolled back when it throws. Blocks; any thread.
 *
 * <p>Fails with {@link StoreException} when the database does.
 */
@ApplicationScoped
public class Transactions {

    private final DataSource source;

    public Transactions(DataSource source) {
        this.source = source;
    }

    /** Work that belongs together. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run(Connection connection) throws SQLException, E;
    }

    /** Runs {@code work} that is a single statement: a transaction by itself, without a round trip more to commit it. */
    <T, E extends Exception> T statement(Work<T, E> work) throws E {
        try (Connection connection = source.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    /** Runs {@code work} in a transaction of its own. */
    <T, E extends Exception> T run(Work<T, E> work) throws E {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.run(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }
}
