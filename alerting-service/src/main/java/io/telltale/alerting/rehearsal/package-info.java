/**
 * What a rule would have done: the very fold that judges live, {@link io.telltale.alerting.alert.AlertBook}, over history
 * instead of the stream. Nothing is written and nobody is told.
 *
 * <p>Begin with {@link io.telltale.alerting.rehearsal.Rehearsal}; {@link io.telltale.alerting.rehearsal.Backtest} feeds it
 * with what anomaly-service has stored.
 */
@NullMarked
package io.telltale.alerting.rehearsal;

import org.jspecify.annotations.NullMarked;
