package io.telltale.simulator.stack;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Address and login of a PostgreSQL database, from libpq's form {@code postgresql://user:password@host:port/database}.
 * Printed without its password.
 */
public record StoreAddress(String host, int port, String database, String user, String password) {

    private static final String FORM = "postgresql://user:password@host:port/database";
    private static final int DEFAULT_PORT = 5432;

    /** Reads libpq's form; a {@link CannotRunException} names the form when it is another, without repeating the secret. */
    public static StoreAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new CannotRunException("TELLTALE_DB_URL is not of the form " + FORM);
        }
        String scheme = uri.getScheme();
        String login = uri.getRawUserInfo();
        String path = uri.getPath();
        if (scheme == null
                || !scheme.startsWith("postgres")
                || uri.getHost() == null
                || login == null
                || path.length() < 2) {
            throw new CannotRunException("TELLTALE_DB_URL is not of the form " + FORM);
        }
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        String password = colon < 0 ? "" : login.substring(colon + 1);
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new StoreAddress(uri.getHost(), port, path.substring(1), decode(user), decode(password));
    }

    /** A new connection; the caller closes it. */
    public Connection connect() {
        return connect(Duration.ZERO);
    }

    /** A new connection on which no answer may take longer than that, zero for as long as it takes; the caller closes it. */
    public Connection connect(Duration longestAnswer) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Long.toString(longestAnswer.toSeconds()));
        properties.setProperty("ApplicationName", "telltale-simulator");
        try {
            return DriverManager.getConnection("jdbc:postgresql://" + host + ':' + port + '/' + database, properties);
        } catch (SQLException e) {
            throw new CannotRunException(
                    "cannot open the database " + this + ": " + e.getMessage() + "; look at ./telltale status", e);
        }
    }

    @Override
    public String toString() {
        return "postgresql://" + user + '@' + host + ':' + port + '/' + database;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
