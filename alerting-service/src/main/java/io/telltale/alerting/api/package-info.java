/**
 * The service's part of the HTTP API: rules, alerts, webhooks and their deliveries. Everything is the caller's tenant's.
 *
 * <p>Resources block, so they run on virtual threads.
 */
@NullMarked
package io.telltale.alerting.api;

import org.jspecify.annotations.NullMarked;
