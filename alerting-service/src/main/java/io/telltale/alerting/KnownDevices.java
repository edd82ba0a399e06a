package io.telltale.alerting;

import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.events.DeviceDirectory;
import io.telltale.events.DeviceEntry;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The devices as the directory knows them now; nothing is known of any before it is there. Any thread. */
final class KnownDevices implements DeviceLabels {

    private final Supplier<Optional<DeviceDirectory>> directory;
    private final GatewayLabels gateways = new GatewayLabels();

    KnownDevices(Supplier<Optional<DeviceDirectory>> directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, String> of(String tenant, String device) {
        return entry(tenant, device).map(gateways::of).orElse(Map.of());
    }

    @Override
    public Optional<String> profile(String tenant, String device) {
        return entry(tenant, device).flatMap(DeviceEntry::profile);
    }

    private Optional<DeviceEntry> entry(String tenant, String device) {
        return directory.get().flatMap(devices -> devices.find(tenant, device));
    }
}
