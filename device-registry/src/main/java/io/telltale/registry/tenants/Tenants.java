package io.telltale.registry.tenants;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.telltale.http.Problem;
import io.telltale.registry.Violations;
import io.telltale.registry.profiles.Profiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The tenants in the database. Reactive: call from a request's event loop; what is expected to fail is a {@link Problem}. */
@ApplicationScoped
public class Tenants {

    private final TenantTable table;
    private final Profiles profiles;
    private final InstantSource clock = InstantSource.system();

    Tenants(TenantTable table, Profiles profiles) {
        this.table = table;
        this.profiles = profiles;
    }

    /** Fails with a problem that says what to do when there is no such tenant. Within the caller's session. */
    public Uni<Void> require(String name) {
        return table.findById(name)
                .onItem()
                .ifNull()
                .failWith(() -> missing(name))
                .replaceWithVoid();
    }

    /** A new tenant, with a profile {@code default}; a conflict when the name is taken. */
    Uni<Tenant> create(NewTenant wanted) {
        return insert(wanted).onFailure(Violations::unique).transform(e -> taken(wanted.name()));
    }

    @WithTransaction
    Uni<Tenant> insert(NewTenant wanted) {
        TenantEntity tenant = new TenantEntity();
        tenant.name = wanted.name();
        tenant.title = wanted.title();
        tenant.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return table.persistAndFlush(tenant)
                .chain(() -> profiles.addDefault(tenant.name))
                .map(done -> tenant.toTenant());
    }

    @WithSession
    Uni<Tenant> find(String name) {
        return table.findById(name)
                .onItem()
                .ifNull()
                .failWith(() -> missing(name))
                .map(TenantEntity::toTenant);
    }

    @WithSession
    Uni<List<Tenant>> after(String name, int limit) {
        return table.after(name, limit)
                .map(rows -> rows.stream().map(TenantEntity::toTenant).toList());
    }

    private static Problem missing(String name) {
        return Problem.notFound("no tenant '" + name + "': an admin creates it with POST /api/tenants");
    }

    private static Problem taken(String name) {
        return Problem.conflict("tenant '" + name + "' exists already");
    }
}
