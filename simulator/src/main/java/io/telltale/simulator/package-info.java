/**
 * The command line {@code sim}: fleets of simulated devices, load, and the proof of delivery. Front page: {@link io.telltale.simulator.Simulator}.
 */
@NullMarked
package io.telltale.simulator;

import org.jspecify.annotations.NullMarked;
