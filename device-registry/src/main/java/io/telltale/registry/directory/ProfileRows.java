package io.telltale.registry.directory;

import com.fasterxml.jackson.core.type.TypeReference;
import io.telltale.events.Json;
import io.telltale.events.ProfileEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keeper's view of the profiles, on the connection that holds its lead. */
final class ProfileRows {

    private static final TypeReference<Map<String, ProfileEntry.Metric>> METRICS = new TypeReference<>() {};

    private final Connection connection;

    ProfileRows(Connection connection) {
        this.connection = connection;
    }

    /** The oldest changes that were not removed yet. */
    List<PendingProfile> pending(int limit) throws SQLException {
        String sql = "select seq, tenant, profile from profile_change order by seq limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, limit);
            List<PendingProfile> pending = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    pending.add(
                            new PendingProfile(row.getLong(1), ProfileEntry.key(row.getString(2), row.getString(3))));
                }
            }
            return pending;
        }
    }

    /** Forgets changes that were published. */
    void remove(Collection<PendingProfile> published) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from profile_change where seq = any(?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            published.stream().map(PendingProfile::seq).toArray()));
            statement.executeUpdate();
        }
    }

    /** The keys of all profiles. */
    List<String> keys() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select tenant, name from profile");
                ResultSet row = statement.executeQuery()) {
            List<String> keys = new ArrayList<>();
            while (row.next()) {
                keys.add(ProfileEntry.key(row.getString(1), row.getString(2)));
            }
            return keys;
        }
    }

    /** What those of the profiles that exist are now, by key. */
    Map<String, ProfileEntry> entries(Collection<String> keys) throws SQLException {
        String sql = """
                select tenant, name, metrics::text from profile
                where (tenant, name) in (select split_part(k, '.', 1), split_part(k, '.', 2) from unnest(?) as k)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            Map<String, ProfileEntry> entries = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ProfileEntry entry =
                            new ProfileEntry(row.getString(1), row.getString(2), metrics(row.getString(3)));
                    entries.put(entry.key(), entry);
                }
            }
            return entries;
        }
    }

    private static Map<String, ProfileEntry.Metric> metrics(String json) {
        try {
            return Json.MAPPER.readValue(json, METRICS);
        } catch (IOException e) {
            throw new UncheckedIOException("metrics in the table are always a JSON object", e);
        }
    }
}
