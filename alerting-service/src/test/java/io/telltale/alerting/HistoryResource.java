package io.telltale.alerting;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.telltale.testkit.FreePort;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the service under test a {@link HistoryServer}, and the test the same. */
public final class HistoryResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable HistoryServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = new HistoryServer(FreePort.choose());
            return Map.of(
                    "telltale.alerting.backtest.history", server.url(), "telltale.alerting.backtest.timeout", "PT5S");
        } catch (IOException e) {
            throw new IllegalStateException("no server of history", e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(HistoryServer.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
