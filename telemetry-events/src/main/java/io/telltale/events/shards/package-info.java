/**
 * How a service reads the telemetry stream: lanes are leased, each is read in strict order by one thread from where the
 * service's own database says it stands. {@link io.telltale.events.shards.ShardIntake} is the front page.
 */
@NullMarked
package io.telltale.events.shards;

import org.jspecify.annotations.NullMarked;
