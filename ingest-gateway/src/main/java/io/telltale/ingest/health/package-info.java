/** What the gateway says of its own health. */
@NullMarked
package io.telltale.ingest.health;

import org.jspecify.annotations.NullMarked;
