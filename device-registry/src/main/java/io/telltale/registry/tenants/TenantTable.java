package io.telltale.registry.tenants;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The rows of {@code tenant}. */
@ApplicationScoped
class TenantTable implements PanacheRepositoryBase<TenantEntity, String> {

    Uni<List<TenantEntity>> after(String name, int limit) {
        return find("name > ?1 order by name", name).range(0, limit - 1).list();
    }
}
