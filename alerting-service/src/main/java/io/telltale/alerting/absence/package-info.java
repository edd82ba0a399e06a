/**
 * What is not there: devices that are offline, series that are silent, and the rules on them.
 *
 * <p>Begin with {@link io.telltale.alerting.absence.Absences}.
 */
@NullMarked
package io.telltale.alerting.absence;

import org.jspecify.annotations.NullMarked;
