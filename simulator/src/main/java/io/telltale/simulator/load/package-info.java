/**
 * Load, and the proof of what became of every reading. Front page: {@link io.telltale.simulator.load.LoadRun}. The schedule, the
 * ledger and the reconciliation are pure; only {@link io.telltale.simulator.load.StoredReadings} touches JDBC and only {@link
 * io.telltale.simulator.load.Lane} the network.
 */
@NullMarked
package io.telltale.simulator.load;

import org.jspecify.annotations.NullMarked;
