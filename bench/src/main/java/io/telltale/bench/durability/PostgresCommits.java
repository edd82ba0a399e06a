package io.telltale.bench.durability;

import io.telltale.bench.durability.DurabilityBenchmark.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Transactions as anomaly-service commits them: the lane's progress and a binary COPY into the hypertable of the real migrations, one
 * connection, one transaction after the other. The setting is the session's, so both ways write the same table of one server.
 */
final class PostgresCommits implements AutoCloseable {

    private static final int SERIES = 100;

    private final TelemetryDatabase server;
    private final Connection connection;
    private final ReadingCopy copy;
    private long readings;

    private PostgresCommits(TelemetryDatabase server, Connection connection) throws SQLException {
        this.server = server;
        this.connection = connection;
        this.copy = new ReadingCopy(connection);
    }

    static PostgresCommits begin(Path scratch) throws Exception {
        TelemetryDatabase database = TelemetryDatabase.start(scratch.resolve("timescale"));
        database.migrate();
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return new PostgresCommits(database, connection);
    }

    TelemetryDatabase database() {
        return server;
    }

    Case transactionsOf(int rows, boolean durable) {
        return new Case("postgresql", rows, durable, time -> measure(rows, durable, time));
    }

    private double measure(int rows, boolean durable, Duration time) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = " + (durable ? "on" : "off"));
            connection.commit();
            long begin = System.nanoTime();
            long written = 0;
            while (System.nanoTime() - begin < time.toNanos()) {
                statement.executeUpdate("update shard_progress set last_sequence = last_sequence + 1 where shard = 0");
                copy.write(rows, readings, SERIES);
                connection.commit();
                readings += rows;
                written += rows;
            }
            return written * 1e9 / (System.nanoTime() - begin);
        }
    }

    @Override
    public void close() throws Exception {
        try {
            connection.close();
        } finally {
            server.close();
        }
    }
}
