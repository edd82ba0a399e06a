/** What leaves this service over NATS: anomaly events, parked readings, live readings. */
@NullMarked
package io.telltale.anomaly.report;

import org.jspecify.annotations.NullMarked;
