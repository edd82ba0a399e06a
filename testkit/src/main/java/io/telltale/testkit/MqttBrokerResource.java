package io.telltale.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Quarkus test resource: Mosquitto. Sets {@code TELLTALE_BROKER_HOST} and {@code TELLTALE_BROKER_PORT}, and every test field of type {@link
 * MqttBroker}. Init argument {@code own=true} gives the test a broker that it may stop and kill.
 */
public final class MqttBrokerResource implements QuarkusTestResourceLifecycleManager {
    private boolean own;
    private @Nullable MqttBroker broker;

    @Override
    public void init(Map<String, String> arguments) {
        own = Boolean.parseBoolean(arguments.getOrDefault("own", "false"));
    }

    @Override
    public Map<String, String> start() {
        MqttBroker started = own ? MqttBroker.own() : MqttBroker.shared();
        broker = started;
        return Map.of("TELLTALE_BROKER_HOST", started.host(), "TELLTALE_BROKER_PORT", Integer.toString(started.port()));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(broker, new TestInjector.MatchesType(MqttBroker.class));
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
