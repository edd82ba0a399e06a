/** Looks at groups when they are due, and has their receivers told. Begin with {@link io.telltale.alerting.flush.GroupFlusher}. */
@NullMarked
package io.telltale.alerting.flush;

import org.jspecify.annotations.NullMarked;
