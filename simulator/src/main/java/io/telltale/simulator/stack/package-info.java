/**
 * The stack the simulator works against: its addresses and secrets from the environment, and its API.
 */
@NullMarked
package io.telltale.simulator.stack;

import org.jspecify.annotations.NullMarked;
