/**
 * The way of a reading through this service: resolve its series, score, store, report.
 * {@link io.telltale.anomaly.pipeline.ReadingPipeline} is the front page.
 */
@NullMarked
package io.telltale.anomaly.pipeline;

import org.jspecify.annotations.NullMarked;
