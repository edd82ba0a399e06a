/**
 * What rules remember of readings: windows of time and the parts of composites. A pure fold of the readings with a bounded
 * size, that can be written down and taken up again.
 *
 * <p>Begin with {@link io.telltale.alerting.window.Memory}.
 */
@NullMarked
package io.telltale.alerting.window;

import org.jspecify.annotations.NullMarked;
