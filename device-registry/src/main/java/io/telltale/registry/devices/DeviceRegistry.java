package io.telltale.registry.devices;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.telltale.http.Problem;
import io.telltale.registry.Violations;
import io.telltale.registry.devices.ChangeLog.Change;
import io.telltale.registry.tenants.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The life of a device: registered with its first token, changed, given further tokens, disabled, removed.
 *
 * <p>Every change is one transaction that also notes it in the change log; once it is committed the directory's keeper is
 * woken and brings it to the gateways. Reactive: call from a request's event loop. What is expected to fail is a {@link
 * Problem}; a token is in the answer of the call that made it and nowhere else.
 */
@ApplicationScoped
public class DeviceRegistry {

    private final Tenants tenants;
    private final DeviceTable devices;
    private final CredentialTable credentials;
    private final References references;
    private final ChangeLog changes;
    private final InstantSource clock = InstantSource.system();

    DeviceRegistry(
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

    /** A new device with its first token. */
    Uni<RegisteredDevice> register(String tenant, NewDevice wanted) {
        return changes.commit(() -> {
                    DeviceEntity device = DeviceEntity.of(tenant, wanted, now());
                    return tenants.require(tenant)
                            .chain(() -> references.check(tenant, Map.of("", wanted), Set.of()))
                            .chain(() -> devices.persistAndFlush(device))
                            .chain(() -> credentials.issue(tenant, List.of(device.name), device.createdAt))
                            .call(() -> changes.note(tenant, List.of(device.name), Change.CREATED))
                            .map(issued -> RegisteredDevice.of(device.toDevice(), token(issued, device.name)));
                })
                .onFailure(Violations::unique)
                .transform(e -> Problem.conflict("device '" + wanted.name() + "' exists already in tenant '" + tenant
                        + "': change it with PUT /api/devices/" + wanted.name() + ", or get another token with POST "
                        + "/api/devices/" + wanted.name() + "/credentials"));
    }

    /** The device as it is. */
    @WithSession
    Uni<Device> find(String tenant, String name) {
        return devices.findById(new DeviceKey(tenant, name))
                .onItem()
                .ifNull()
                .failWith(() -> missing(tenant, name))
                .map(DeviceEntity::toDevice);
    }

    /** The devices asked for, by name. */
    @WithSession
    Uni<List<Device>> list(String tenant, DeviceQuery query) {
        return devices.page(tenant, query)
                .map(rows -> rows.stream().map(DeviceEntity::toDevice).toList());
    }

    /** Replaces everything of the device but its name and tokens. */
    Uni<Device> change(String tenant, String name, DeviceSettings wanted) {
        return changes.commit(() -> locked(tenant, name).chain(device -> (device.gateway && !wanted.gateway()
                        ? withoutChildren(device)
                        : Uni.createFrom().voidItem())
                .chain(() -> references.check(tenant, Map.of("", wanted), Set.of()))
                .invoke(() -> device.take(wanted))
                .chain(() -> changes.note(tenant, List.of(name), Change.UPDATED))
                .map(done -> device.toDevice())));
    }

    /** Removes the device and its tokens; what it has measured stays. */
    Uni<Void> remove(String tenant, String name) {
        return changes.commit(() -> locked(tenant, name)
                .call(this::withoutChildren)
                .chain(device -> devices.remove(tenant, name))
                .chain(() -> changes.note(tenant, List.of(name), Change.DELETED)));
    }

    /** One more token; the oldest is revoked when the device has the most already. */
    Uni<IssuedCredential> issue(String tenant, String name) {
        return changes.commit(() -> locked(tenant, name)
                .chain(() -> credentials.issue(tenant, List.of(name), now()))
                .call(() -> changes.note(tenant, List.of(name), Change.UPDATED))
                .map(issued -> issued.get(name)));
    }

    /** The tokens a device has, without the tokens. */
    @WithSession
    Uni<List<Credential>> credentials(String tenant, String name) {
        return find(tenant, name)
                .chain(() -> credentials.of(tenant, name))
                .map(rows -> rows.stream().map(CredentialEntity::toCredential).toList());
    }

    /** Makes one token worthless. */
    Uni<Void> revoke(String tenant, String name, UUID id) {
        return changes.commit(() -> locked(tenant, name)
                .chain(() -> credentials.revoke(tenant, name, id))
                .invoke(revoked -> {
                    if (!revoked) {
                        throw Problem.notFound("device '" + name + "' has no credential " + id);
                    }
                })
                .chain(() -> changes.note(tenant, List.of(name), Change.UPDATED)));
    }

    private Uni<DeviceEntity> locked(String tenant, String name) {
        return devices.lock(tenant, name).onItem().ifNull().failWith(() -> missing(tenant, name));
    }

    private Uni<Void> withoutChildren(DeviceEntity gateway) {
        return devices.children(gateway.tenant, gateway.name)
                .invoke(children -> {
                    if (children > 0) {
                        throw Problem.conflict(children + " devices have '" + gateway.name
                                + "' as their parent: remove them or give them another first");
                    }
                })
                .replaceWithVoid();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Problem missing(String tenant, String name) {
        return Problem.notFound("no device '" + name + "' in tenant '" + tenant + "'");
    }

    private static String token(Map<String, IssuedCredential> issued, String device) {
        IssuedCredential credential = issued.get(device);
        if (credential == null) {
            throw new IllegalStateException("no token was issued for " + device);
        }
        return credential.token();
    }
}
