/**
 * The gateway's own MQTT front door: versions 3.1.1 and 5, QoS 0, 1 and 2 inbound, one event loop to a connection.
 *
 * <p>Begin with {@link io.telltale.ingest.listener.MqttListener}; {@code MqttConnection} is the conversation with one device.
 */
@NullMarked
package io.telltale.ingest.listener;

import org.jspecify.annotations.NullMarked;
