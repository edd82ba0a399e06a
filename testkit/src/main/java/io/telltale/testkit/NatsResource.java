package io.telltale.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Quarkus test resource: an empty JetStream. Sets {@code TELLTALE_NATS_URL} and {@code TELLTALE_NATS_SYS_URL}, and every test field of type
 * {@link NatsServer}. Init argument {@code own=true} gives the test a server that it may stop and kill.
 */
public final class NatsResource implements QuarkusTestResourceLifecycleManager {
    private boolean own;
    private @Nullable NatsServer server;

    @Override
    public void init(Map<String, String> arguments) {
        own = Boolean.parseBoolean(arguments.getOrDefault("own", "false"));
    }

    @Override
    public Map<String, String> start() {
        NatsServer started = own ? NatsServer.own() : NatsServer.shared();
        started.clear();
        server = started;
        return Map.of(
                "TELLTALE_NATS_URL", started.url(),
                "TELLTALE_NATS_SYS_URL", started.sysUrl(),
                "telltale.nats.url", started.url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(NatsServer.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
