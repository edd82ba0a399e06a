package io.telltale.simulator.load;

import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.stack.DeviceLogin;
import io.telltale.simulator.stack.Environment;
import io.telltale.simulator.stack.NewDevice;
import io.telltale.simulator.stack.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The devices of a run in the registry, and the logins of its connections. Where there are fewer connections than devices, each
 * listener connection is a gateway device that publishes for its children.
 */
record LoadDevices(String tenant, List<LinkLogin> logins) {

    private static final Map<String, String> LABELS = Map.of("simulated", "load");
    private static final String DEFAULT_TENANT = "default";

    static LoadDevices register(LoadPlan plan, RegistryClient registry, Environment environment) {
        if (plan.anonymous()) {
            return new LoadDevices(
                    DEFAULT_TENANT,
                    IntStream.range(0, plan.connections())
                            .mapToObj(connection -> new LinkLogin("sim-" + plan.device(connection), null, null))
                            .toList());
        }
        boolean gateways = plan.byGateways();
        List<DeviceLogin> owners = new ArrayList<>();
        if (gateways) {
            List<NewDevice> wanted = new ArrayList<>();
            for (int connection = 0; connection < plan.connections(); connection++) {
                wanted.add(new NewDevice(plan.gateway(connection), null, LABELS, true, null));
            }
            owners.addAll(registry.provision(wanted));
        }
        List<NewDevice> wanted = new ArrayList<>();
        for (int device = 0; device < plan.devices(); device++) {
            String parent = gateways ? plan.gateway(device % plan.connections()) : null;
            wanted.add(new NewDevice(plan.device(device), null, LABELS, false, parent));
        }
        List<DeviceLogin> devices = registry.provision(wanted);
        String tenant = devices.getFirst().tenant();
        return new LoadDevices(
                tenant,
                switch (plan.access().frontDoor()) {
                    case listener -> listenerLogins(gateways ? owners : devices);
                    case broker -> brokerLogins(plan, tenant, environment);
                });
    }

    /** Takes them out of the registry again, children before their gateways. */
    static void forget(LoadPlan plan, RegistryClient registry) throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (int device = 0; device < plan.devices(); device++) {
            names.add(plan.device(device));
        }
        registry.deleteAll(names);
        if (plan.byGateways()) {
            List<String> gateways = new ArrayList<>();
            for (int connection = 0; connection < plan.connections(); connection++) {
                gateways.add(plan.gateway(connection));
            }
            registry.deleteAll(gateways);
        }
    }

    private static List<LinkLogin> listenerLogins(List<DeviceLogin> devices) {
        return devices.stream()
                .map(device -> new LinkLogin(
                        "sim-" + device.tenant() + '-' + device.name(), device.username(), device.token()))
                .toList();
    }

    private static List<LinkLogin> brokerLogins(LoadPlan plan, String tenant, Environment environment) {
        List<LinkLogin> logins = new ArrayList<>();
        for (int connection = 0; connection < plan.connections(); connection++) {
            logins.add(new LinkLogin(
                    "sim-" + tenant + '-' + plan.device(connection),
                    environment.brokerUsername().orElse(null),
                    environment.brokerPassword().orElse(null)));
        }
        return logins;
    }
}
