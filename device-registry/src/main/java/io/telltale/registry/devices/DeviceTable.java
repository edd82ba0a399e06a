package io.telltale.registry.devices;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The rows of {@code device}. Every method works within the caller's session. */
@ApplicationScoped
class DeviceTable implements PanacheRepositoryBase<DeviceEntity, DeviceKey> {

    // The driver would send a text where jsonb is expected as a JSON string: hence the two casts.
    private static final String PAGE = """
            select d.* from device d
            where d.tenant = :tenant and d.name > :after
              and (:profile = '' or d.profile = :profile)
              and d.labels @> cast(cast(:labels as text) as jsonb)
            order by d.name limit :limit
            """;

    /** The device, locked until the transaction ends; null when there is none. */
    Uni<DeviceEntity> lock(String tenant, String name) {
        return findById(new DeviceKey(tenant, name), LockModeType.PESSIMISTIC_WRITE);
    }

    /** Those of the devices that exist, locked in the order of their names so that two calls never wait for each other. */
    Uni<List<DeviceEntity>> lock(String tenant, Collection<String> names) {
        return find("tenant = ?1 and name in ?2 order by name", tenant, names)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Those of the names that are gateways, which they stay until the transaction ends. */
    Uni<List<DeviceEntity>> gateways(String tenant, Collection<String> names) {
        return find("tenant = ?1 and name in ?2 and gateway order by name", tenant, names)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .list();
    }

    /**
     * Removes the device and its tokens.
     *
     * <p>By a statement: entities that are removed on two event loops at a time can wait for each other's end for ever, with their rows
     * locked (<a href="https://github.com/hibernate/hibernate-reactive/issues/1713">Hibernate Reactive, issue 1713</a>).
     */
    Uni<Void> remove(String tenant, String name) {
        return delete("tenant = ?1 and name = ?2", tenant, name).replaceWithVoid();
    }

    /** How many devices stand behind this one. */
    Uni<Long> children(String tenant, String name) {
        return count("tenant = ?1 and parent = ?2", tenant, name);
    }

    /** One row more than the page has tells whether there is another page. */
    Uni<List<DeviceEntity>> page(String tenant, DeviceQuery query) {
        return Panache.getSession().chain(session -> session.createNativeQuery(PAGE, DeviceEntity.class)
                .setParameter("tenant", tenant)
                .setParameter("after", query.after())
                .setParameter("profile", query.profile())
                .setParameter("labels", json(query.labels()))
                .setParameter("limit", query.limit())
                .getResultList());
    }

    private static String json(Map<String, String> labels) {
        JsonObject object = new JsonObject();
        labels.forEach(object::put);
        return object.encode();
    }
}
