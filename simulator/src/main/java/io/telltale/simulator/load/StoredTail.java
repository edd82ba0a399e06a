package io.telltale.simulator.load;

import io.telltale.simulator.stack.CannotRunException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest stored time of each device, asked again and again while servers come and go. Blocking, one thread; a connection that
 * broke is opened anew for the next question.
 */
final class StoredTail implements AutoCloseable {

    private static final String NEWEST = """
            select s.device,
                   (select r.ts from readings r where r.series_id = s.series_id and r.ts >= ? order by r.ts desc limit 1)
            from series s where s.tenant = ? and s.metric = ? and s.device = any(?)
            """;

    private final Supplier<Connection> connector;
    private final String tenant;
    private final String[] devices;
    private final OffsetDateTime from;
    private @Nullable Connection connection;

    StoredTail(Supplier<Connection> connector, String tenant, List<String> devices, long fromMicros) {
        this.connector = connector;
        this.tenant = tenant;
        this.devices = devices.toArray(String[]::new);
        this.from = StoredReadings.time(fromMicros);
    }

    /** Microseconds since the epoch by device; devices of which nothing is stored are missing. Empty when nobody answers. */
    Optional<Map<String, Long>> newest() {
        try {
            Connection open = connection == null ? connector.get() : connection;
            connection = open;
            return Optional.of(ask(open));
        } catch (SQLException | CannotRunException away) {
            close(); // that the store is away is what this looks out for
            return Optional.empty();
        }
    }

    private Map<String, Long> ask(Connection open) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(NEWEST)) {
            statement.setObject(1, from);
            statement.setString(2, tenant);
            statement.setString(3, Stamps.metric(0));
            statement.setArray(4, open.createArrayOf("text", devices));
            Map<String, Long> newest = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime time = rows.getObject(2, OffsetDateTime.class);
                    if (time != null) {
                        newest.put(rows.getString(1), ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()));
                    }
                }
            }
            return newest;
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException broken) {
            // it is given up because it is broken
        }
        connection = null;
    }
}
