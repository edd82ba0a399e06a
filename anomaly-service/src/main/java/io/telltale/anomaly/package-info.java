/**
 * Scores and stores every reading in one pass, and serves what is stored. Read
 * {@link io.telltale.anomaly.pipeline.ReadingPipeline} first.
 */
@NullMarked
package io.telltale.anomaly;

import org.jspecify.annotations.NullMarked;
