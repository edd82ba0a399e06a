/**
 * {@code ./telltale bench}: the whole platform under load, what it costs, and how far it is from the limits of the machine. Front page:
 * {@link io.telltale.bench.endtoend.EndToEndBenchmark}. How to read the result: {@code docs/benchmarks.md}.
 */
@NullMarked
package io.telltale.bench.endtoend;

import org.jspecify.annotations.NullMarked;
