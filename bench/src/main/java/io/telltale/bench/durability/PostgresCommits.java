package io.telltale.bench.durability;

import io.telltale.bench.durability.DurabilityBenchmark.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Transactions as anomaly-service commits them: the lane's progress and a binary COPY into the hypertable of the real migrations, one
 * connection, one transaction after the other. The setting is the session's, so both ways write the same table of one server.
 */
final class PostgresCommits implements AutoCloseable {

    private static final int SERIES = 100;

    private final LocalServer server;
    private final Connection connection;
    private final ReadingCopy copy;
    private long readings;

    private PostgresCommits(LocalServer server, Connection connection) throws SQLException {
        this.server = server;
        this.connection = connection;
        this.copy = new ReadingCopy(connection);
    }

    static PostgresCommits begin(Path scratch) throws Exception {
        LocalServer server = LocalServer.start("timescale", scratch.resolve("timescale"));
        LocalServer.servers("databases", server.folder().toString());
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.credential("DB_PORT") + "/telemetry",
                "telemetry",
                server.credential("TELEMETRY_DB_PASSWORD"));
        try (Statement statement = connection.createStatement()) {
            for (Path migration : migrations()) {
                statement.execute(Files.readString(migration));
            }
            statement.execute("insert into shard_progress (shard) values (0) on conflict do nothing");
        }
        connection.setAutoCommit(false);
        return new PostgresCommits(server, connection);
    }

    private static List<Path> migrations() throws IOException {
        Path folder = LocalServer.root().resolve("anomaly-service/src/main/resources/db/migration");
        try (var files = Files.list(folder)) {
            return files.sorted(Comparator.comparingInt(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))))
                    .toList();
        }
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
