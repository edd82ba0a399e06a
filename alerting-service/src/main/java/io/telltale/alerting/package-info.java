/**
 * Alerting: rules on readings and anomalies, one open alert each, signed webhooks.
 *
 * <p>Read {@link io.telltale.alerting.intake.RuleIntake} first (what is judged, and how it is never judged twice), then
 * {@link io.telltale.alerting.delivery.NotificationPipeline} (how the outbox becomes webhooks). {@link
 * io.telltale.alerting.Alerting} puts both together.
 */
@NullMarked
package io.telltale.alerting;

import org.jspecify.annotations.NullMarked;
