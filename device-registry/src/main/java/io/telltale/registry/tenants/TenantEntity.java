package io.telltale.registry.tenants;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "tenant")
class TenantEntity {

    @Id
    String name = "";

    @Nullable
    String title;

    Instant createdAt = Instant.EPOCH;

    Tenant toTenant() {
        return new Tenant(name, title, createdAt);
    }
}
