package io.telltale.ingest.admission;

import io.telltale.events.DeviceEntry;
import java.util.Optional;

/** The registered devices as this process sees them now. Any thread; never blocks. */
@FunctionalInterface
public interface KnownDevices {

    /** The entry of a device, when there is one. */
    Optional<DeviceEntry> find(String tenant, String device);
}
