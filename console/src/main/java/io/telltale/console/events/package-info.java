/**
 * Live events for browsers: {@link EventStream} answers {@code /api/events}, {@link EventFeed} brings what happened from NATS,
 * {@link EventListener} hands it on no faster than it is read.
 */
@NullMarked
package io.telltale.console.events;

import org.jspecify.annotations.NullMarked;
