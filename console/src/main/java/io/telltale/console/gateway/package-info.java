/** One door to the services' APIs: {@link Routes} says who owns a path, {@link Gateway} forwards to them. */
@NullMarked
package io.telltale.console.gateway;

import org.jspecify.annotations.NullMarked;
