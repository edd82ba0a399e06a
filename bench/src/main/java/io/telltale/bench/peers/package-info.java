/**
 * Others who take readings from MQTT into TimescaleDB, as real processes: a broker, what stores, and the same database with the same
 * settings. What they run with is in {@code bench/peers}; what they acknowledge is said by {@link
 * io.telltale.bench.peers.Peer#promise}. Beside them, MQTT alone: {@link io.telltale.bench.peers.MqttLimit}.
 */
@NullMarked
package io.telltale.bench.peers;

import org.jspecify.annotations.NullMarked;
