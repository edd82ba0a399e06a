/**
 * What the registry says of devices and their profiles, held locally: {@link io.telltale.anomaly.fleet.Fleet}.
 */
@NullMarked
package io.telltale.anomaly.fleet;

import org.jspecify.annotations.NullMarked;
