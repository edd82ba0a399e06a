package io.telltale.registry.profiles;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** The rows of {@code profile}. */
@ApplicationScoped
class ProfileTable implements PanacheRepositoryBase<ProfileEntity, ProfileKey> {

    Uni<List<ProfileEntity>> after(String tenant, String name, int limit) {
        return find("tenant = ?1 and name > ?2 order by name", tenant, name)
                .range(0, limit - 1)
                .list();
    }

    /** Whether there was such a profile. By a statement, as devices are removed, and for the same reason. */
    Uni<Boolean> remove(String tenant, String name) {
        return delete("tenant = ?1 and name = ?2", tenant, name).map(removed -> removed > 0);
    }

    Uni<List<ProfileEntity>> named(String tenant, Collection<String> names) {
        return list("tenant = ?1 and name in ?2", tenant, names);
    }
}
