/** Readings, anomalies and progress in TimescaleDB, written in one transaction a batch. */
@NullMarked
package io.telltale.anomaly.store;

import org.jspecify.annotations.NullMarked;
