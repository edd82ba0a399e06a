package io.telltale.registry.devices;

import org.jspecify.annotations.Nullable;

/** Where a device stands: what of it refers to something else. */
sealed interface Placement permits NewDevice, DeviceSettings {

    String profile();

    boolean gateway();

    @Nullable
    String parent();
}
