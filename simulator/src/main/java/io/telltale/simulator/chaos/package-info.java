/**
 * Chaos: every process of a platform is killed, restarted and frozen under load, and then every reading, alert and dead letter is
 * accounted for. Front page: {@link io.telltale.simulator.chaos.ChaosRun}. Faults, recovery and the three accounts are pure; only
 * {@link io.telltale.simulator.chaos.OwnPlatform} starts and ends processes.
 */
@NullMarked
package io.telltale.simulator.chaos;

import org.jspecify.annotations.NullMarked;
