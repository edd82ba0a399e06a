/**
 * The MQTT front door: a device is acknowledged when JetStream holds its reading.
 *
 * <p>Begin with {@link io.telltale.ingest.TelemetryInbox}, which is the whole story on one page.
 */
@NullMarked
package io.telltale.ingest;

import org.jspecify.annotations.NullMarked;
