/** Detection over files instead of the stream. */
@NullMarked
package io.telltale.anomaly.replay;

import org.jspecify.annotations.NullMarked;
