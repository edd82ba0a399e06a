package io.telltale.alerting.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a query that asks for more or less, with their parameters in order. Confined to one thread. */
final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /**
     * One more that has to hold.
     *
     * @param values of its question marks, in order: what JDBC takes as an object, an instant, or texts for an array
     */
    Conditions and(String condition, Object... values) {
        conditions.add(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** For a list of texts, which is one parameter. */
    Conditions and(String condition, String[] texts) {
        conditions.add(condition);
        parameters.add(texts);
        return this;
    }

    String where() {
        return " where " + String.join(" and ", conditions);
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object value = parameters.get(i);
            if (value instanceof Instant instant) {
                Columns.set(statement, i + 1, instant);
            } else if (value instanceof String[] texts) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
