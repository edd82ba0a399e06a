package io.telltale.bench.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;

/** A TimescaleDB as the local stack has it, with the database {@code telemetry}, empty at first. */
public record TelemetryDatabase(LocalServer server) implements AutoCloseable {

    /** Starts the server. */
    public static TelemetryDatabase start(Path folder) throws IOException, InterruptedException {
        LocalServer server = LocalServer.start("timescale", folder);
        try {
            LocalServer.servers("databases", folder.toString());
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
        return new TelemetryDatabase(server);
    }

    /** Makes anomaly-service's tables, by its own migrations, and the progress of one lane. */
    public void migrate() throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (Path migration : migrations()) {
                statement.execute(Files.readString(migration));
            }
            statement.execute("insert into shard_progress (shard) values (0) on conflict do nothing");
        }
    }

    public Connection connect() throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/telemetry", "telemetry", password());
    }

    /** With the password: not for the eyes of others. */
    public String url() throws IOException {
        return "postgresql://telemetry:" + password() + "@127.0.0.1:" + port() + "/telemetry";
    }

    public String port() throws IOException {
        return server.credential("DB_PORT");
    }

    /** Of the user {@code telemetry}. */
    public String password() throws IOException {
        return server.credential("TELEMETRY_DB_PASSWORD");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
    }

    private static List<Path> migrations() throws IOException {
        Path folder = LocalServer.root().resolve("anomaly-service/src/main/resources/db/migration");
        try (var files = Files.list(folder)) {
            return files.sorted(Comparator.comparingInt(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))))
                    .toList();
        }
    }
}
