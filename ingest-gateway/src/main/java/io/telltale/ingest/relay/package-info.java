/**
 * Carries readings and other messages to JetStream and comes back only when they are persisted.
 *
 * <p>Begin with {@link io.telltale.ingest.relay.ReadingRelay}.
 */
@NullMarked
package io.telltale.ingest.relay;

import org.jspecify.annotations.NullMarked;
