/**
 * Decides what of a message is a reading. Pure: no network, no clock of its own, no framework.
 *
 * <p>Begin with {@link io.telltale.ingest.admission.Admission}.
 */
@NullMarked
package io.telltale.ingest.admission;

import org.jspecify.annotations.NullMarked;
