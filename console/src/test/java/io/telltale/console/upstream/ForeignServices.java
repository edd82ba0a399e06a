package io.telltale.console.upstream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Quarkus test resource: one {@link ForeignService} for each that the console forwards to, given to it as upstreams. */
public final class ForeignServices implements QuarkusTestResourceLifecycleManager {

    /** So many may listen to events at a time, in the tests. */
    public static final int MAX_LISTENERS = 5;

    private final ForeignService registry = ForeignService.start("device-registry");
    private final ForeignService anomaly = ForeignService.start("anomaly-service");
    private final ForeignService alerting = ForeignService.start("alerting-service");
    private final ForeignService ingest = ForeignService.start("ingest-gateway");

    public ForeignService registry() {
        return registry;
    }

    public ForeignService anomaly() {
        return anomaly;
    }

    public ForeignService alerting() {
        return alerting;
    }

    public ForeignService ingest() {
        return ingest;
    }

    public void forget() {
        registry.forget();
        anomaly.forget();
        alerting.forget();
        ingest.forget();
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "telltale.console.upstreams.device-registry",
                registry.address(),
                "telltale.console.upstreams.anomaly-service",
                anomaly.address(),
                "telltale.console.upstreams.alerting-service",
                alerting.address(),
                "telltale.console.upstreams.ingest-gateway",
                ingest.address(),
                "telltale.console.gateway.answer-timeout",
                "PT1S",
                "telltale.console.gateway.max-body",
                "64K",
                "telltale.console.events.heartbeat",
                "PT1S",
                "telltale.console.events.max-devices",
                "20",
                "telltale.console.events.max-listeners",
                Integer.toString(MAX_LISTENERS));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(ForeignServices.class));
    }

    @Override
    public void stop() {
        registry.stop();
        anomaly.stop();
        alerting.stop();
        ingest.stop();
    }
}
