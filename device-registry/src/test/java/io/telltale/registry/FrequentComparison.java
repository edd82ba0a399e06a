package io.telltale.registry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Compares table and bucket each second, in pages small enough for a test to need several, and writes the log to a file. */
public final class FrequentComparison implements QuarkusTestResourceLifecycleManager {

    static final String LOG_FILE = "target/registry-it.log";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "telltale.registry.directory.reconcile-every", "PT1S",
                "telltale.registry.directory.reconcile-page", "7",
                "telltale.registry.directory.nats-timeout", "PT1S",
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path", LOG_FILE,
                "quarkus.log.category.\"io.telltale\".level", "DEBUG");
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
