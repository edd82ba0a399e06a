/**
 * A small MQTT 3.1.1 and 5 publisher over Netty's codec: windows in flight, QoS 0 to 2, comes back and sends again what was
 * not acknowledged. Front page: {@link io.telltale.simulator.mqtt.DeviceLink}.
 */
@NullMarked
package io.telltale.simulator.mqtt;

import org.jspecify.annotations.NullMarked;
