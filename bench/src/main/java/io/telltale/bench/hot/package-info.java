/** A benchmark for each hot part of the way of a reading; {@code docs/hot-parts.md} says how to run them and what they found. */
@NullMarked
package io.telltale.bench.hot;

import org.jspecify.annotations.NullMarked;
