package io.telltale.alerting.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.telltale.alerting.mute.Silence;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.Routing;
import io.telltale.alerting.routing.TimeInterval;
import io.telltale.events.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code silences}. */
final class SilenceRows {

    private static final String COLUMNS =
            "id, seq, tenant, matchers, starts_at, ends_at, schedule, created_by, comment, created_at";

    private static final TypeReference<List<TimeInterval.Document>> INTERVALS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private SilenceRows() {}

    /** A tenant's silences that are in force or will be. */
    static List<Silence> current(Connection connection, String tenant) throws SQLException {
        String sql = "select " + COLUMNS + " from silences where tenant = ? and ends_at > now() order by seq";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            return silences(select).stream().map(SilenceStore.Listed::silence).toList();
        }
    }

    /** A tenant's silences before a place in the list, newest first. */
    static List<SilenceStore.Listed> page(
            Connection connection, String tenant, Optional<Silence.Status> status, long before, int limit)
            throws SQLException {
        String filter = status.map(s -> switch (s) {
                    case PENDING -> " and starts_at > now()";
                    case ACTIVE -> " and starts_at <= now() and ends_at > now()";
                    case EXPIRED -> " and ends_at <= now()";
                })
                .orElse("");
        String sql = "select " + COLUMNS + " from silences where tenant = ? and seq < ?" + filter
                + " order by seq desc limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setLong(2, before);
            select.setInt(3, limit);
            return silences(select);
        }
    }

    static Optional<SilenceStore.Listed> find(Connection connection, String tenant, UUID id) throws SQLException {
        String sql = "select " + COLUMNS + " from silences where tenant = ? and id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            select.setObject(2, id);
            return silences(select).stream().findFirst();
        }
    }

    /** How many of a tenant are in force or will be. */
    static int count(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from silences where tenant = ? and ends_at > now()")) {
            select.setString(1, tenant);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Adds one; {@code schedule} as it was written. */
    static void insert(Connection connection, Silence silence, @Nullable List<TimeInterval.Document> schedule)
            throws SQLException {
        String sql = """
                insert into silences (id, tenant, matchers, starts_at, ends_at, schedule, created_by, comment)
                values (?, ?, ?::jsonb, ?, ?, ?::jsonb, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, silence.id());
            insert.setString(2, silence.tenant());
            insert.setString(
                    3, json(silence.matchers().stream().map(Matcher::toString).toList()));
            Columns.set(insert, 4, silence.startsAt());
            Columns.set(insert, 5, silence.endsAt());
            insert.setString(6, schedule == null ? null : json(schedule));
            insert.setString(7, silence.createdBy());
            insert.setString(8, silence.comment());
            insert.executeUpdate();
        }
    }

    /** Ends one now; whether it had not ended. */
    static boolean expire(Connection connection, String tenant, UUID id) throws SQLException {
        String sql = """
                update silences set starts_at = least(starts_at, now()), ends_at = now()
                where tenant = ? and id = ? and ends_at > now()
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, tenant);
            update.setObject(2, id);
            return update.executeUpdate() == 1;
        }
    }

    private static List<SilenceStore.Listed> silences(PreparedStatement select) throws SQLException {
        List<SilenceStore.Listed> silences = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                List<TimeInterval.Document> schedule =
                        row.getString("schedule") == null ? List.of() : read(row.getString("schedule"), INTERVALS);
                Silence silence = new Silence(
                        Columns.uuid(row, "id"),
                        row.getString("tenant"),
                        read(row.getString("matchers"), TEXTS).stream()
                                .map(text -> Matcher.parse("matchers", text))
                                .toList(),
                        Columns.instant(row, "starts_at"),
                        Columns.instant(row, "ends_at"),
                        Routing.intervals("schedule", schedule),
                        row.getString("created_by"),
                        row.getString("comment"));
                silences.add(new SilenceStore.Listed(silence, schedule, row.getLong("seq")));
            }
        }
        return silences;
    }

    private static <T> T read(String json, TypeReference<T> type) throws SQLException {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new SQLException("a silence that cannot be read", e);
        }
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("always JSON", e);
        }
    }
}
