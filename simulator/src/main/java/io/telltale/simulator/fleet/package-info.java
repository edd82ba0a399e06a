/**
 * A fleet that lives: machines with believable signals and injected faults, over real MQTT connections, until it is told to end.
 * Front page: {@link io.telltale.simulator.fleet.FleetRun}.
 */
@NullMarked
package io.telltale.simulator.fleet;

import org.jspecify.annotations.NullMarked;
