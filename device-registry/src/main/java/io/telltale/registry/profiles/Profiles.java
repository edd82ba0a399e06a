package io.telltale.registry.profiles;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.telltale.http.Problem;
import io.telltale.registry.Violations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The profiles in the database. Reactive: call from a request's event loop; what is expected to fail is a {@link Problem}. */
@ApplicationScoped
public class Profiles {

    private final ProfileTable table;
    private final ProfileChanges changes;

    Profiles(ProfileTable table, ProfileChanges changes) {
        this.table = table;
        this.changes = changes;
    }

    /** Gives a new tenant its profile {@code default}. Within the caller's transaction. */
    public Uni<Void> addDefault(String tenant) {
        return table.persist(ProfileEntity.of(tenant, Profile.standard()))
                .chain(() -> changes.note(tenant, Profile.DEFAULT));
    }

    /** Those of the names that are profiles of the tenant. Within the caller's session. */
    public Uni<Set<String>> existing(String tenant, Collection<String> names) {
        return table.named(tenant, names)
                .map(rows -> rows.stream().map(row -> row.name).collect(Collectors.toUnmodifiableSet()));
    }

    @WithSession
    Uni<List<Profile>> after(String tenant, String name, int limit) {
        return table.after(tenant, name, limit)
                .map(rows -> rows.stream().map(ProfileEntity::toProfile).toList());
    }

    @WithSession
    Uni<Profile> find(String tenant, String name) {
        return table.findById(new ProfileKey(tenant, name))
                .onItem()
                .ifNull()
                .failWith(() -> missing(tenant, name))
                .map(ProfileEntity::toProfile);
    }

    Uni<Profile> create(String tenant, Profile wanted) {
        return insert(tenant, wanted)
                .onFailure(Violations::unique)
                .transform(e -> Problem.conflict("profile '" + wanted.name() + "' exists already in tenant '" + tenant
                        + "': change it with PUT /api/profiles/" + wanted.name()))
                .onFailure(Violations::reference)
                .transform(e -> Problem.notFound("no tenant '" + tenant + "'"));
    }

    private Uni<Profile> insert(String tenant, Profile wanted) {
        ProfileEntity row = ProfileEntity.of(tenant, wanted);
        return changes.commit(() -> table.persistAndFlush(row)
                .call(() -> changes.note(tenant, wanted.name()))
                .map(done -> row.toProfile()));
    }

    Uni<Profile> change(String tenant, String name, Profile wanted) {
        return changes.commit(() -> table.findById(new ProfileKey(tenant, name))
                .onItem()
                .ifNull()
                .failWith(() -> missing(tenant, name))
                .invoke(row -> row.take(wanted))
                .call(() -> changes.note(tenant, name))
                .map(ProfileEntity::toProfile));
    }

    Uni<Void> remove(String tenant, String name) {
        if (name.equals(Profile.DEFAULT)) {
            return Uni.createFrom()
                    .failure(Problem.conflict("profile 'default' can't be removed: devices that name none have it"));
        }
        return delete(tenant, name)
                .onFailure(Violations::reference)
                .transform(e -> Problem.conflict("devices still have profile '" + name
                        + "': give them another first (GET /api/devices?profile=" + name + " lists them)"));
    }

    private Uni<Void> delete(String tenant, String name) {
        return changes.commit(() -> table.remove(tenant, name)
                .invoke(removed -> {
                    if (!removed) {
                        throw missing(tenant, name);
                    }
                })
                .chain(() -> changes.note(tenant, name)));
    }

    private static Problem missing(String tenant, String name) {
        return Problem.notFound("no profile '" + name + "' in tenant '" + tenant + "'");
    }
}
