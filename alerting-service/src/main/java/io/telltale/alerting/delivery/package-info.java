/**
 * Webhooks on their way: Standard Webhooks 1.0, signed, retried, and never held up by somebody else's bad endpoint.
 *
 * <p>Begin with {@link io.telltale.alerting.delivery.NotificationPipeline}.
 */
@NullMarked
package io.telltale.alerting.delivery;

import org.jspecify.annotations.NullMarked;
