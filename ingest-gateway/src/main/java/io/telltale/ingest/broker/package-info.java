/**
 * The other front door: readings from an existing MQTT broker, through the SmallRye MQTT connector of Quarkus messaging.
 *
 * <p>Begin with {@link io.telltale.ingest.broker.BrokerDoor}.
 */
@NullMarked
package io.telltale.ingest.broker;

import org.jspecify.annotations.NullMarked;
