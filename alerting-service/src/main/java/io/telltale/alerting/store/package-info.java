/**
 * The database {@code alerting}: rules, alerts, progress, the outbox and its deliveries. The only place that knows SQL.
 *
 * <p>Everything blocks and belongs on virtual threads. What must happen together takes the {@link java.sql.Connection}
 * of {@link io.telltale.alerting.store.Transactions}.
 */
@NullMarked
package io.telltale.alerting.store;

import org.jspecify.annotations.NullMarked;
