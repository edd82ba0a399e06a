package io.telltale.anomaly.query;

import io.quarkus.agroal.DataSource;
import io.telltale.http.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Asks the database on connections that can only read and that give up after some seconds, so that no question holds up the
 * storing of readings. Thread-safe; blocks.
 */
@Singleton
class QueryDatabase {

    private static final String GAVE_UP = "57014";

    /** Signature, flags and length of the extension that begin a binary COPY; in place of a count of columns the end. */
    private static final int COPY_HEAD = 19;

    private static final short COPY_END = -1;

    private final javax.sql.DataSource dataSource;

    QueryDatabase(@DataSource("query") javax.sql.DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Makes something of the row that the result set stands on. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * All rows of a query.
     *
     * @throws Problem 503 when the database is away or the answer takes too long
     */
    <T> List<T> list(Sql sql, RowReader<T> reader) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.text())) {
            sql.bind(statement);
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    /** Takes a row of a COPY: of each column its length and its bytes. */
    @FunctionalInterface
    interface CopyReader {
        void read(ByteBuffer row) throws IOException;
    }

    /**
     * Reads what a {@code copy … to stdout (format binary)} gives, row by row.
     *
     * @throws Problem 503 when the database is away or takes too long
     */
    void copy(String sql, CopyReader reader) throws IOException {
        try (Connection connection = dataSource.getConnection()) {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            try {
                int head = COPY_HEAD; // comes with the first row, or with the end where there is none
                for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                    ByteBuffer row = ByteBuffer.wrap(message).position(head);
                    head = 0;
                    if (row.hasRemaining() && row.getShort() != COPY_END) {
                        reader.read(row);
                    }
                }
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    private static RuntimeException refusal(SQLException e) {
        String state = e.getSQLState();
        if (GAVE_UP.equals(state)) {
            return Problem.unavailable("the answer would take too long: ask for a shorter time or for fewer points");
        }
        if (state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57")) {
            return Problem.unavailable("the database cannot answer now: try again");
        }
        return new IllegalStateException("a query failed with SQL state " + state, e);
    }
}
