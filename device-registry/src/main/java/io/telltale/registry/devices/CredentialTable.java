package io.telltale.registry.devices;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.telltale.events.DeviceToken;
import io.telltale.registry.RegistryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of {@code credential}: hashes of tokens, never a token. Every method works within the caller's session. */
@ApplicationScoped
class CredentialTable implements PanacheRepositoryBase<CredentialEntity, UUID> {

    private static final String REVOKE_OLDEST = """
            delete from credential where id in (
                select id from (
                    select id, row_number() over (partition by device order by created_at desc, id desc) as age
                    from credential where tenant = :tenant and device = any (cast(:devices as text[]))
                ) aged where age > :most)
            """;

    private final int most;

    CredentialTable(RegistryConfig config) {
        this.most = config.tokens().maxPerDevice();
    }

    /** A fresh token for each device, by its name; of those that had the most already, the oldest is revoked. */
    Uni<Map<String, IssuedCredential>> issue(String tenant, Collection<String> devices, Instant now) {
        Map<String, IssuedCredential> issued = new LinkedHashMap<>();
        List<CredentialEntity> rows = new ArrayList<>();
        for (String device : devices) {
            IssuedCredential credential = new IssuedCredential(UUID.randomUUID(), DeviceToken.generate(), now);
            issued.put(device, credential);
            rows.add(row(tenant, device, credential));
        }
        return persist(rows)
                .chain(this::flush)
                .chain(() -> revokeOldest(tenant, devices))
                .replaceWith(issued);
    }

    Uni<List<CredentialEntity>> of(String tenant, String device) {
        return list("tenant = ?1 and device = ?2 order by createdAt, id", tenant, device);
    }

    /** Whether the device had such a token. */
    Uni<Boolean> revoke(String tenant, String device, UUID id) {
        return delete("tenant = ?1 and device = ?2 and id = ?3", tenant, device, id)
                .map(removed -> removed > 0);
    }

    private Uni<Integer> revokeOldest(String tenant, Collection<String> devices) {
        return Panache.getSession().chain(session -> session.createNativeQuery(REVOKE_OLDEST)
                .setParameter("tenant", tenant)
                .setParameter("devices", devices.toArray(String[]::new))
                .setParameter("most", most)
                .executeUpdate());
    }

    private static CredentialEntity row(String tenant, String device, IssuedCredential credential) {
        CredentialEntity row = new CredentialEntity();
        row.id = credential.id();
        row.tenant = tenant;
        row.device = device;
        row.hash = DeviceToken.hash(credential.token());
        row.createdAt = credential.createdAt();
        return row;
    }
}
