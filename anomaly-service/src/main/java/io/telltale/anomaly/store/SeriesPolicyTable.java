package io.telltale.anomaly.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds in the detection of each series; one without a row has everything on and no limits. */
final class SeriesPolicyTable {

    /** For a query that joins the table; read by {@link #read}. */
    static final String COLUMNS = "off, low, high, policy_unit, last_beyond, beyond";

    private static final String SAVE = """
            insert into series_policy (series_id, off, low, high, policy_unit, last_beyond, beyond)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (series_id) do update set off = excluded.off, low = excluded.low, high = excluded.high,
                policy_unit = excluded.policy_unit, last_beyond = excluded.last_beyond, beyond = excluded.beyond""";

    private SeriesPolicyTable() {}

    static void save(Connection connection, Map<Integer, PolicyRow> policies) throws SQLException {
        if (policies.isEmpty()) {
            return;
        }
        try (PreparedStatement save = connection.prepareStatement(SAVE)) {
            for (Map.Entry<Integer, PolicyRow> entry : policies.entrySet()) {
                PolicyRow row = entry.getValue();
                save.setInt(1, entry.getKey());
                save.setArray(2, connection.createArrayOf("text", row.off().toArray()));
                save.setDouble(3, row.low());
                save.setDouble(4, row.high());
                save.setString(5, row.unit());
                save.setLong(6, row.lastBeyond());
                save.setBoolean(7, row.beyond());
                save.addBatch();
            }
            save.executeBatch();
        }
    }

    /** The columns, beginning at {@code first}, of a row that may have none. */
    static Optional<PolicyRow> read(ResultSet row, int first) throws SQLException {
        Array off = row.getArray(first);
        if (off == null) {
            return Optional.empty();
        }
        return Optional.of(new PolicyRow(
                List.of((String[]) off.getArray()),
                row.getDouble(first + 1),
                row.getDouble(first + 2),
                row.getString(first + 3),
                row.getLong(first + 4),
                row.getBoolean(first + 5)));
    }
}
