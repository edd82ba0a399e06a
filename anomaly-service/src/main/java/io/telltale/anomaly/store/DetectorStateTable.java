package io.telltale.anomaly.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Saved states of detectors, and what holds for them. */
final class DetectorStateTable {

    private static final String SAVE = """
            insert into detector_state (sequence, series_id, state)
            select ?, * from unnest(?::integer[], ?::bytea[])
            on conflict (series_id) do update set state = excluded.state, sequence = excluded.sequence""";

    private DetectorStateTable() {}

    /** Saves states that go up to that sequence. */
    static void save(Connection connection, long sequence, List<DetectorStateRow> states) throws SQLException {
        if (states.isEmpty()) {
            return;
        }
        Map<Integer, PolicyRow> policies = new HashMap<>();
        Integer[] ids = new Integer[states.size()];
        byte[][] bytes = new byte[states.size()][];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = states.get(i).seriesId();
            bytes[i] = states.get(i).state();
            int id = ids[i];
            states.get(i).policy().ifPresent(policy -> policies.put(id, policy));
        }
        try (PreparedStatement save = connection.prepareStatement(SAVE)) {
            save.setLong(1, sequence);
            save.setArray(2, connection.createArrayOf("integer", ids));
            save.setArray(3, connection.createArrayOf("bytea", bytes));
            save.executeUpdate();
        }
        SeriesPolicyTable.save(connection, policies);
    }
}
