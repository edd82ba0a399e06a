/** Why an alert that fires is not told: silences, inhibition, flapping. Plain Java; begin with {@link io.telltale.alerting.mute.Muting}. */
@NullMarked
package io.telltale.alerting.mute;

import org.jspecify.annotations.NullMarked;
