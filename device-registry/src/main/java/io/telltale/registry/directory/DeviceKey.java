package io.telltale.registry.directory;

import io.telltale.events.DeviceEntry;
import io.telltale.events.Names;
import java.util.Optional;

/** Which device: the primary key of the table, in the order the table is walked. */
record DeviceKey(String tenant, String device) {

    /** Before every device. */
    static final DeviceKey FIRST = new DeviceKey("", "");

    static DeviceKey of(DeviceEntry entry) {
        return new DeviceKey(entry.tenant(), entry.device());
    }

    /** The device that a key of the bucket belongs to; empty when it can belong to none. */
    static Optional<DeviceKey> parse(String inBucket) {
        int dot = inBucket.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        DeviceKey key = new DeviceKey(inBucket.substring(0, dot), inBucket.substring(dot + 1));
        return Names.valid(key.tenant) && Names.valid(key.device) ? Optional.of(key) : Optional.empty();
    }

    /** The key in the bucket. */
    String inBucket() {
        return DeviceEntry.key(tenant, device);
    }
}
