/**
 * The life of an alert: pending, firing, resolved. Pure: time comes from the readings, state from the database.
 *
 * <p>Begin with {@link io.telltale.alerting.alert.AlertBook}, which folds a shard's readings into {@link
 * io.telltale.alerting.alert.Transition}s.
 */
@NullMarked
package io.telltale.alerting.alert;

import org.jspecify.annotations.NullMarked;
