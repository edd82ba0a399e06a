/** Devices and their credentials. Begin with {@link io.telltale.registry.devices.DeviceRegistry}; entities stay inside. */
@NullMarked
package io.telltale.registry.devices;

import org.jspecify.annotations.NullMarked;
