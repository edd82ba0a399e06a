/**
 * The spoken language of the platform: what a reading is, where it travels, how it looks on the wire.
 *
 * <p>Begin with {@link io.telltale.events.Reading} and {@link io.telltale.events.ReadingBatch}; {@link
 * io.telltale.events.Subjects} and {@link io.telltale.events.Streams} spell every name on NATS.
 */
@NullMarked
package io.telltale.events;

import org.jspecify.annotations.NullMarked;
