package io.telltale.anomaly.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Saved states of detectors. */
final class DetectorStateTable {

    private static final String SAVE = """
            insert into detector_state (series_id, state)
            select * from unnest(?::integer[], ?::bytea[])
            on conflict (series_id) do update set state = excluded.state""";

    private DetectorStateTable() {}

    static void save(Connection connection, List<DetectorStateRow> states) throws SQLException {
        if (states.isEmpty()) {
            return;
        }
        Integer[] ids = new Integer[states.size()];
        byte[][] bytes = new byte[states.size()][];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = states.get(i).seriesId();
            bytes[i] = states.get(i).state();
        }
        try (PreparedStatement save = connection.prepareStatement(SAVE)) {
            save.setArray(1, connection.createArrayOf("integer", ids));
            save.setArray(2, connection.createArrayOf("bytea", bytes));
            save.executeUpdate();
        }
    }
}
