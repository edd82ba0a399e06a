/** Progress on standard error, and an orderly end on Ctrl-C. */
@NullMarked
package io.telltale.simulator.terminal;

import org.jspecify.annotations.NullMarked;
