package io.telltale.alerting.store;

import io.telltale.alerting.store.PresenceStore.Presence;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was told last of devices' presence. Blocks; any thread. */
public final class ToldStore {

    private final Transactions transactions;

    public ToldStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * What was told of a device.
     *
     * @param version counts what was told of it
     */
    public record Told(String device, String state, long version) {}

    /** Tells what has changed, and says what it told. */
    @FunctionalInterface
    public interface Teller {
        List<Told> tell(Map<String, Told> before, Presence known) throws IOException;
    }

    /**
     * Lets somebody tell what has changed of a tenant's devices, when no other replica is at it. What was told and not noted,
     * because this process died in between, is told again.
     *
     * @return false when it is another's turn
     * @throws IOException when it could not be told; nothing was noted
     */
    public boolean turn(String tenant, Teller teller) throws IOException {
        return transactions.<Boolean, IOException>run(connection -> {
            if (!AbsenceStore.mine(connection)) {
                return false;
            }
            Presence known = new Presence(
                    PresenceRows.connections(connection, tenant, Optional.empty()),
                    HeardRows.anything(connection, tenant, Optional.empty()),
                    HeardRows.listened(connection));
            note(connection, tenant, teller.tell(told(connection, tenant), known));
            return true;
        });
    }

    private static Map<String, Told> told(Connection connection, String tenant) throws SQLException {
        Map<String, Told> told = new HashMap<>();
        String sql = "select device, state, version from presence_told where tenant = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String device = row.getString("device");
                    told.put(device, new Told(device, row.getString("state"), row.getLong("version")));
                }
            }
        }
        return told;
    }

    private static void note(Connection connection, String tenant, List<Told> told) throws SQLException {
        String sql = """
                insert into presence_told (tenant, device, state, version) values (?, ?, ?, ?)
                on conflict (tenant, device) do update set state = excluded.state, version = excluded.version
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (Told t : told) {
                upsert.setString(1, tenant);
                upsert.setString(2, t.device);
                upsert.setString(3, t.state);
                upsert.setLong(4, t.version);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
