package io.telltale.testkit;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** A real PostgreSQL with TimescaleDB, {@code fsync} on. A test works in a {@link Database} of its own. */
public record Timescale(ServerProcess process) implements RealServer {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");

    /** The one of this JVM. */
    public static Timescale shared() {
        return new Timescale(ServerProcess.shared(ServerKind.TIMESCALE));
    }

    /** A private one; close it. */
    public static Timescale own() {
        return new Timescale(ServerProcess.own(ServerKind.TIMESCALE));
    }

    /** A fresh database with a name nobody else has. */
    public Database createDatabase() {
        return createDatabase("test_" + random(6));
    }

    /**
     * A fresh, empty database of that name with the extension installed, owned by a role of the same name that is no superuser, as in
     * the local stack. One that was there is dropped, its connections are cut.
     */
    public Database createDatabase(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("database name " + name + " is not " + NAME);
        }
        Database database = new Database("127.0.0.1", port(), name, name, random(16));
        execute(
                "postgres",
                "drop database if exists " + name + " with (force)",
                "drop role if exists " + name,
                "create role " + name + " login password '" + database.password() + "'",
                "create database " + name + " owner " + name,
                "revoke connect on database " + name + " from public");
        execute(name, "create extension if not exists timescaledb");
        return database;
    }

    /** Drops it now instead of with the server; its connections are cut. */
    public void drop(Database database) {
        execute(
                "postgres",
                "drop database if exists " + database.name() + " with (force)",
                "drop role if exists " + database.user());
    }

    private void execute(String database, String... statements) {
        Database asSuperuser = new Database(
                "127.0.0.1",
                port(),
                database,
                process.credential("DB_SUPERUSER"),
                process.credential("DB_SUPERUSER_PASSWORD"));
        try (Connection connection = asSuperuser.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + database + " of " + process + ": " + e.getMessage(), e);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Address and login of one database; {@code toString} leaves the password out. */
    public record Database(String host, int port, String name, String user, String password) {
        /** For JDBC. */
        public String jdbcUrl() {
            return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
        }

        /** With user and password, for libpq and the reactive client. */
        public String uri() {
            return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, name);
        }

        /** A connection of the test's own; close it. */
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl(), user, password);
        }

        @Override
        public String toString() {
            return user + "@" + jdbcUrl();
        }
    }
}
