package io.telltale.registry.profiles;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.telltale.registry.directory.DirectoryKeeper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Notes, in the transaction of a change, which profile changed; the directory's keeper reads and removes the notes. */
@ApplicationScoped
class ProfileChanges {

    private static final String NOTE = "insert into profile_change (tenant, profile) values (:tenant, :profile)";

    private final DirectoryKeeper directory;

    ProfileChanges(DirectoryKeeper directory) {
        this.directory = directory;
    }

    /** Does the work in one transaction and, once that is committed, has the directory follow. */
    <T> Uni<T> commit(Supplier<Uni<T>> work) {
        return Panache.withTransaction(work).invoke(directory::wake);
    }

    /** Notes a change; writes out what the session holds back first. Within the caller's transaction. */
    Uni<Void> note(String tenant, String profile) {
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> session.createNativeQuery(NOTE)
                        .setParameter("tenant", tenant)
                        .setParameter("profile", profile)
                        .executeUpdate()))
                .replaceWithVoid();
    }
}
