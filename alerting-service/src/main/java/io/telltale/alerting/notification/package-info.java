/**
 * What an endpoint is told of a group of alerts, and the forms it is told in: the standard event, and those that other
 * tools understand. Plain Java: a form is a pure function of a {@link io.telltale.alerting.notification.Notification}.
 */
@NullMarked
package io.telltale.alerting.notification;

import org.jspecify.annotations.NullMarked;
