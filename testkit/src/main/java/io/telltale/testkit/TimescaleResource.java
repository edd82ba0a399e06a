package io.telltale.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.telltale.testkit.Timescale.Database;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Quarkus test resource: a fresh database, named and owned as in the local stack. Init argument {@code database=telemetry|registry|alerting};
 * {@code own=true} gives the test a server that it may stop and kill. Sets {@code TELLTALE_DB_HOST}, {@code TELLTALE_DB_PORT} and
 * {@code <DATABASE>_DB_PASSWORD}, and every test field of type {@link Database} or {@link Timescale}.
 */
public final class TimescaleResource implements QuarkusTestResourceLifecycleManager {
    private String name = "";
    private boolean own;
    private @Nullable Timescale server;
    private @Nullable Database database;

    @Override
    public void init(Map<String, String> arguments) {
        name = arguments.getOrDefault("database", "");
        own = Boolean.parseBoolean(arguments.getOrDefault("own", "false"));
    }

    @Override
    public Map<String, String> start() {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "say which database: initArgs = @ResourceArg(name = \"database\", value = \"telemetry\")");
        }
        Timescale started = own ? Timescale.own() : Timescale.shared();
        server = started;
        Database fresh = started.createDatabase(name);
        database = fresh;
        return Map.of(
                "TELLTALE_DB_HOST",
                fresh.host(),
                "TELLTALE_DB_PORT",
                Integer.toString(fresh.port()),
                name.toUpperCase(Locale.ROOT) + "_DB_PASSWORD",
                fresh.password());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(database, new TestInjector.MatchesType(Database.class));
        injector.injectIntoFields(server, new TestInjector.MatchesType(Timescale.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
