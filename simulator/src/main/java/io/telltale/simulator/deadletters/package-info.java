/**
 * {@code ./telltale dead-letters}: what the platform could not process, looked at, mended, replayed and given up from a terminal.
 *
 * <p>Begin with {@link io.telltale.simulator.deadletters.DeadLettersCommand}.
 */
@NullMarked
package io.telltale.simulator.deadletters;

import org.jspecify.annotations.NullMarked;
