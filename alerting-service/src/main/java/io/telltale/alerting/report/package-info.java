/** Tells the platform: alert events of the outbox onto the stream {@code EVENTS}. */
@NullMarked
package io.telltale.alerting.report;

import org.jspecify.annotations.NullMarked;
