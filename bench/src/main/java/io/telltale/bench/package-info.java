/** One benchmark a hot part; {@code bench/README.md} says how to run them. */
@NullMarked
package io.telltale.bench;

import org.jspecify.annotations.NullMarked;
