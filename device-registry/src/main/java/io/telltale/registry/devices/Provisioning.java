package io.telltale.registry.devices;

import io.smallrye.mutiny.Uni;
import io.telltale.http.Problem;
import io.telltale.registry.Violations;
import io.telltale.registry.devices.ChangeLog.Change;
import io.telltale.registry.tenants.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a list of devices be there, each with a fresh token, in one transaction: what is missing is registered, what is
 * there already stays as it is. The same call may be made again and by two callers at once.
 */
@ApplicationScoped
class Provisioning {

    private static final int TRIES = 3;

    private final Tenants tenants;
    private final DeviceTable devices;
    private final CredentialTable credentials;
    private final References references;
    private final ChangeLog changes;
    private final InstantSource clock = InstantSource.system();

    Provisioning(
            Tenants tenants,
            DeviceTable devices,
            CredentialTable credentials,
            References references,
            ChangeLog changes) {
        this.tenants = tenants;
        this.devices = devices;
        this.credentials = credentials;
        this.references = references;
        this.changes = changes;
    }

    /** The devices in the order of the request, each with its token. */
    Uni<List<ProvisionedDevice>> provision(String tenant, List<NewDevice> wanted) {
        Map<String, NewDevice> byName = byName(wanted);
        return Uni.createFrom()
                .deferred(() -> changes.commit(() -> provisionOnce(tenant, byName)))
                // Somebody registered one of them in the meantime: now it is there already.
                .onFailure(Violations::unique)
                .retry()
                .atMost(TRIES);
    }

    private Uni<List<ProvisionedDevice>> provisionOnce(String tenant, Map<String, NewDevice> wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return tenants.require(tenant)
                .chain(() -> devices.lock(tenant, wanted.keySet()))
                .chain(present -> register(tenant, missing(wanted, present), now)
                        .chain(() -> credentials.issue(tenant, wanted.keySet(), now))
                        .call(() -> note(tenant, wanted, present)))
                .map(issued -> issued.entrySet().stream()
                        .map(one -> new ProvisionedDevice(
                                one.getKey(), tenant, one.getValue().token()))
                        .toList());
    }

    /** Gateways first, because the others may stand behind them. */
    private Uni<Void> register(String tenant, Map<String, NewDevice> missing, Instant now) {
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<String> gateways = missing.values().stream()
                .filter(NewDevice::gateway)
                .map(NewDevice::name)
                .collect(Collectors.toSet());
        List<DeviceEntity> rows = missing.values().stream()
                .sorted(Comparator.comparing(NewDevice::gateway).reversed().thenComparing(NewDevice::name))
                .map(device -> DeviceEntity.of(tenant, device, now))
                .toList();
        return references
                .check(tenant, missing, gateways)
                .chain(() -> devices.persist(rows))
                .chain(devices::flush);
    }

    private Uni<Void> note(String tenant, Map<String, NewDevice> wanted, List<DeviceEntity> present) {
        Set<String> updated = present.stream().map(device -> device.name).collect(Collectors.toSet());
        Set<String> created = new HashSet<>(wanted.keySet());
        created.removeAll(updated);
        return changes.note(tenant, created, Change.CREATED).chain(() -> changes.note(tenant, updated, Change.UPDATED));
    }

    /** By the prefix of their fields in the request. */
    private static Map<String, NewDevice> missing(Map<String, NewDevice> wanted, List<DeviceEntity> present) {
        Set<String> there = present.stream().map(device -> device.name).collect(Collectors.toSet());
        Map<String, NewDevice> missing = new LinkedHashMap<>();
        int index = 0;
        for (NewDevice device : wanted.values()) {
            if (!there.contains(device.name())) {
                missing.put("devices[" + index + "].", device);
            }
            index++;
        }
        return missing;
    }

    private static Map<String, NewDevice> byName(List<NewDevice> wanted) {
        Map<String, NewDevice> byName = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (byName.put(wanted.get(i).name(), wanted.get(i)) != null) {
                throw Problem.invalid(
                        "devices[" + i + "].name", "'" + wanted.get(i).name() + "' stands twice in this request");
            }
        }
        return byName;
    }
}
