/** Who is online: told as events when a device comes and goes. */
@NullMarked
package io.telltale.ingest.presence;

import org.jspecify.annotations.NullMarked;
