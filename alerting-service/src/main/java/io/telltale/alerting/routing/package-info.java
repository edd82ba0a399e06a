/**
 * Who is told of an alert: the tree of routes that its labels run through, with Alertmanager's words and meaning. Plain Java.
 *
 * <p>Begin with {@link io.telltale.alerting.routing.Routing}.
 */
@NullMarked
package io.telltale.alerting.routing;

import org.jspecify.annotations.NullMarked;
