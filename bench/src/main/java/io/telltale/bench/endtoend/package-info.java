/**
 * What {@code ./telltale bench} does: the same job given to everything that can do it, one after the other on one machine. Front
 * page: {@link io.telltale.bench.endtoend.Benchmark}. Contenders and scenarios are handed in, so that nothing here knows
 * any of them.
 */
@NullMarked
package io.telltale.bench.endtoend;

import org.jspecify.annotations.NullMarked;
