/** Who is online: told as events when sessions begin and end, and by the heartbeat of the gateway that holds them. */
@NullMarked
package io.telltale.ingest.presence;

import org.jspecify.annotations.NullMarked;
