package io.telltale.alerting.store;

import io.telltale.alerting.alert.SavedMemory;
import io.telltale.events.SeriesKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code series_memory}: what rules remember of series. */
final class MemoryRows {

    private static final int ROWS_AT_ONCE = 1_000;

    private MemoryRows() {}

    /** What was saved of a lane, about so many bytes at most, of the series saved last. */
    static List<SavedMemory> of(Connection connection, int shard, long maxBytes) throws SQLException {
        String sql = """
                select tenant, device, metric, state from series_memory where shard = ? order by saved_at desc
                """;
        long bytes = 0;
        List<SavedMemory> memories = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, shard);
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = select.executeQuery()) {
                while (bytes < maxBytes && row.next()) {
                    SeriesKey key =
                            new SeriesKey(row.getString("tenant"), row.getString("device"), row.getString("metric"));
                    byte[] state = row.getBytes("state");
                    bytes += state.length;
                    memories.add(new SavedMemory(key, state));
                }
            }
        }
        return memories;
    }

    static void save(Connection connection, int shard, List<SavedMemory> memories) throws SQLException {
        if (memories.isEmpty()) {
            return;
        }
        String sql = """
                insert into series_memory (shard, tenant, device, metric, state) values (?, ?, ?, ?, ?)
                on conflict (shard, tenant, device, metric) do update set state = excluded.state, saved_at = now()
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (SavedMemory memory : memories) {
                upsert.setInt(1, shard);
                upsert.setString(2, memory.series().tenant());
                upsert.setString(3, memory.series().device());
                upsert.setString(4, memory.series().metric());
                upsert.setBytes(5, memory.state());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
