package io.telltale.registry.devices;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.telltale.registry.directory.DirectoryKeeper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Notes, in the transaction of a change, which devices changed; the directory's keeper reads and removes the notes.
 *
 * <p>The sequence is taken while the device's row is locked, so the notes of one device are in the order of its changes.
 */
@ApplicationScoped
class ChangeLog {

    private static final String NOTE = """
            insert into device_change (tenant, device, change, enabled)
            select cast(:tenant as text), n.name, cast(:change as text),
                   coalesce((select d.enabled from device d where d.tenant = :tenant and d.name = n.name), false)
            from unnest(cast(:names as text[])) as n(name)
            """;

    private final DirectoryKeeper directory;

    ChangeLog(DirectoryKeeper directory) {
        this.directory = directory;
    }

    enum Change {
        CREATED,
        UPDATED,
        DELETED
    }

    /** Does the work in one transaction and, once that is committed, has the directory follow. */
    <T> Uni<T> commit(Supplier<Uni<T>> work) {
        return Panache.withTransaction(work).invoke(directory::wake);
    }

    /** Notes a change of each device; writes out what the session holds back first. Nothing for no devices. */
    Uni<Void> note(String tenant, Collection<String> devices, Change change) {
        if (devices.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> session.createNativeQuery(NOTE)
                        .setParameter("tenant", tenant)
                        .setParameter("change", change.name().toLowerCase(Locale.ROOT))
                        .setParameter("names", devices.toArray(String[]::new))
                        .executeUpdate()))
                .replaceWithVoid();
    }
}
