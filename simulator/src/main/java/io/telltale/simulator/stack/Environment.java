package io.telltale.simulator.stack;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where the parts of the stack are, as {@code ./telltale env} prints them. Secrets come from here and from files only, never
 * from the command line, where every user of the machine could read them. Immutable.
 */
public final class Environment {

    private static final String MEND = "run: eval \"$(./telltale env)\"";

    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** Where the gateway listens for devices. */
    public InetSocketAddress mqtt() {
        return address("TELLTALE_MQTT", 1883);
    }

    /** The existing broker of the second front door. */
    public InetSocketAddress broker() {
        return address("TELLTALE_BROKER", 1884);
    }

    /** User of the broker; empty for a broker that lets everybody in. */
    public Optional<String> brokerUsername() {
        return value("TELLTALE_BROKER_USERNAME");
    }

    /** Password of {@link #brokerUsername()}. */
    public Optional<String> brokerPassword() {
        return value("TELLTALE_BROKER_PASSWORD");
    }

    /** Root of the API, without a trailing slash. */
    public URI api() {
        String url = value("TELLTALE_API_URL").orElse("http://127.0.0.1:8080/api");
        try {
            return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (IllegalArgumentException e) {
            throw new CannotRunException("TELLTALE_API_URL is no address: " + url, e);
        }
    }

    /** The operator's bearer token. */
    public String operatorToken() {
        return require("TELLTALE_OPERATOR_TOKEN", "the registry asks for an operator's token");
    }

    /** The database {@code telemetry}. */
    public StoreAddress store() {
        return StoreAddress.parse(
                require("TELLTALE_DB_URL", "what was stored is counted in the database, whose address is unknown"));
    }

    private InetSocketAddress address(String prefix, int defaultPort) {
        String host = value(prefix + "_HOST").orElse("127.0.0.1");
        String port = value(prefix + "_PORT").orElse(Integer.toString(defaultPort));
        try {
            return new InetSocketAddress(host, Integer.parseInt(port));
        } catch (IllegalArgumentException e) {
            throw new CannotRunException(prefix + "_PORT is no port: " + port, e);
        }
    }

    private String require(String key, String why) {
        return value(key).orElseThrow(() -> new CannotRunException(key + " is not set: " + why + "; " + MEND));
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(variables.get(key)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
