/** Pictures of results, as SVG that needs nothing else. */
@NullMarked
package io.telltale.bench.chart;

import org.jspecify.annotations.NullMarked;
