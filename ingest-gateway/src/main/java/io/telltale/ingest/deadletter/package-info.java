/**
 * Messages that could not become readings: parked on the stream {@code DEADLETTER}, listed, shown and replayed by REST.
 *
 * <p>Begin with {@link io.telltale.ingest.deadletter.ParkedMessages}.
 */
@NullMarked
package io.telltale.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
