/**
 * What sensors would say, and what goes wrong with them: pure functions of a seed and a time, so that any moment, past or future,
 * can be asked for and two runs of one seed agree. No clock, no I/O, no state.
 */
@NullMarked
package io.telltale.simulator.signal;

import org.jspecify.annotations.NullMarked;
