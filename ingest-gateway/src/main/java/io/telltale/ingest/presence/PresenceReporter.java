package io.telltale.ingest.presence;

import io.telltale.ingest.admission.DeviceId;

/** Is told when a device comes and goes. Called by event loops while the device is locked: must not block. */
@FunctionalInterface
public interface PresenceReporter {

    /** The device is online, or offline, from now on. */
    void changed(DeviceId device, boolean online, String cause);
}
