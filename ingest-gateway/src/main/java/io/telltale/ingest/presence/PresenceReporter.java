package io.telltale.ingest.presence;

import io.telltale.ingest.admission.DeviceId;

/** Is told when a device's session begins and ends. Called by event loops while the device is locked: must not block. */
public interface PresenceReporter {

    /** The session has begun; {@code epoch} is higher than that of every session before. */
    void began(DeviceId device, long epoch);

    /**
     * The session has ended.
     *
     * @param cause why, a word of a closed list
     * @param lastWill whether it ended without a goodbye and the client had left a will for that case
     */
    void ended(DeviceId device, long epoch, String cause, boolean lastWill);
}
