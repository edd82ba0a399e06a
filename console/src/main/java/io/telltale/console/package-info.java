/**
 * The operators' single entry. Every call to {@code /api} passes the {@link io.telltale.console.session.Door} first, which
 * knows who asks; then {@link io.telltale.console.gateway.Gateway} forwards it to the service that owns the path, or
 * {@link io.telltale.console.events.EventStream} answers it with live events. The page is in {@code resources/web}.
 */
@NullMarked
package io.telltale.console;

import org.jspecify.annotations.NullMarked;
