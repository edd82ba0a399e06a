/**
 * What durability costs, with and without batching: read {@link io.telltale.bench.durability.DurabilityBenchmark} first. Results and
 * method are in {@code docs/durability.md}.
 */
@NullMarked
package io.telltale.bench.durability;

import org.jspecify.annotations.NullMarked;
