/**
 * The device registry: who may publish, with which token, and what each device is.
 *
 * <p>Begin with {@link io.telltale.registry.devices.DeviceRegistry}, the story of a device from registration to removal,
 * and {@link io.telltale.registry.directory.DirectoryKeeper}, which brings every committed change to the gateways.
 */
@NullMarked
package io.telltale.registry;

import org.jspecify.annotations.NullMarked;
