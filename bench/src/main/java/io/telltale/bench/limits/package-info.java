/** What parts of the job can do alone on this machine. Each part is driven as fast as it goes, by as little code as that takes. */
@NullMarked
package io.telltale.bench.limits;

import org.jspecify.annotations.NullMarked;
