package io.telltale.anomaly.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What holds in the detection of each series, and its unit; one without a row has everything on and no limits. */
final class SeriesPolicyTable {

    /** For a query of {@code series} that joins the table; read by {@link #read}. */
    static final String COLUMNS = "off, low, high, unit, last_beyond, beyond";

    private static final String SAVE = """
            insert into series_policy (series_id, off, low, high, last_beyond, beyond)
            select series_id, string_to_array(off, ' '), low, high, last_beyond, beyond
            from unnest(?::integer[], ?::text[], ?::float8[], ?::float8[], ?::bigint[], ?::boolean[])
                as saved(series_id, off, low, high, last_beyond, beyond)
            on conflict (series_id) do update set off = excluded.off, low = excluded.low, high = excluded.high,
                last_beyond = excluded.last_beyond, beyond = excluded.beyond""";
    private static final String SAVE_UNITS = """
            update series set unit = nullif(saved.unit, '')
            from unnest(?::integer[], ?::text[]) as saved(series_id, unit)
            where series.series_id = saved.series_id and coalesce(series.unit, '') <> saved.unit""";

    private SeriesPolicyTable() {}

    static void save(Connection connection, Map<Integer, PolicyRow> policies) throws SQLException {
        if (policies.isEmpty()) {
            return;
        }
        List<Integer> series = new ArrayList<>(policies.keySet());
        List<PolicyRow> rows = new ArrayList<>(policies.values());
        try (PreparedStatement save = connection.prepareStatement(SAVE);
                PreparedStatement saveUnits = connection.prepareStatement(SAVE_UNITS)) {
            Array ids = connection.createArrayOf("integer", series.toArray());
            save.setArray(1, ids);
            save.setArray(2, array(connection, "text", rows, row -> String.join(" ", row.off())));
            save.setArray(3, array(connection, "float8", rows, PolicyRow::low));
            save.setArray(4, array(connection, "float8", rows, PolicyRow::high));
            save.setArray(5, array(connection, "bigint", rows, PolicyRow::lastBeyond));
            save.setArray(6, array(connection, "boolean", rows, PolicyRow::beyond));
            save.executeUpdate();
            saveUnits.setArray(1, ids);
            saveUnits.setArray(2, array(connection, "text", rows, PolicyRow::unit));
            saveUnits.executeUpdate();
        }
    }

    private static Array array(
            Connection connection, String type, List<PolicyRow> rows, Function<PolicyRow, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    /** The columns, beginning at {@code first}, of a series that may have none. */
    static Optional<PolicyRow> read(ResultSet row, int first) throws SQLException {
        Array off = row.getArray(first);
        if (off == null) {
            return Optional.empty();
        }
        return Optional.of(new PolicyRow(
                List.of((String[]) off.getArray()),
                row.getDouble(first + 1),
                row.getDouble(first + 2),
                Optional.ofNullable(row.getString(first + 3)).orElse(""),
                row.getLong(first + 4),
                row.getBoolean(first + 5)));
    }
}
