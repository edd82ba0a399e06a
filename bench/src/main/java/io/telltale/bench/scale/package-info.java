/**
 * What becomes of cost and memory when there is much of something: connections, devices, series. Begin with {@code ScaleBenchmark}.
 */
@NullMarked
package io.telltale.bench.scale;

import org.jspecify.annotations.NullMarked;
