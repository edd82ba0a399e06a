package io.telltale.anomaly.query;

import io.quarkus.agroal.DataSource;
import io.telltale.http.Problem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the database on connections that can only read and that give up after some seconds, so that no question holds up the
 * storing of readings. Thread-safe; blocks.
 */
@Singleton
class QueryDatabase {

    private static final String GAVE_UP = "57014";

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
