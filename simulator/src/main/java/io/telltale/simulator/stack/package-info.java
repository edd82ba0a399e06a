/**
 * The stack the simulator works against: its addresses and secrets from the environment, and the registry's API.
 */
@NullMarked
package io.telltale.simulator.stack;

import org.jspecify.annotations.NullMarked;
