package io.telltale.registry.devices;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "device")
@IdClass(DeviceKey.class)
class DeviceEntity {

    @Id
    String tenant = "";

    @Id
    String name = "";

    boolean enabled;

    String profile = "";

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> labels = Map.of();

    boolean gateway;

    @Nullable
    String parent;

    Instant createdAt = Instant.EPOCH;

    static DeviceEntity of(String tenant, NewDevice wanted, Instant now) {
        DeviceEntity entity = new DeviceEntity();
        entity.tenant = tenant;
        entity.name = wanted.name();
        entity.enabled = true;
        entity.profile = wanted.profile();
        entity.labels = wanted.labels();
        entity.gateway = wanted.gateway();
        entity.parent = wanted.parent();
        entity.createdAt = now;
        return entity;
    }

    void take(DeviceSettings settings) {
        enabled = settings.enabled();
        profile = settings.profile();
        labels = settings.labels();
        gateway = settings.gateway();
        parent = settings.parent();
    }

    Device toDevice() {
        return new Device(name, tenant, enabled, profile, labels, gateway, parent, createdAt);
    }
}
