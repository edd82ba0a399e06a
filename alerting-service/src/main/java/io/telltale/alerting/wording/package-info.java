/**
 * The texts of rules as templates (Qute), without loops, includes or reach into Java.
 *
 * <p>Begin with {@link io.telltale.alerting.wording.QuteWording}.
 */
@NullMarked
package io.telltale.alerting.wording;

import org.jspecify.annotations.NullMarked;
