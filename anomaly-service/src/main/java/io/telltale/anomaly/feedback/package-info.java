/**
 * What operators say of findings, and the thresholds that follow from it. {@link
 * io.telltale.anomaly.feedback.ThresholdRule} is the rule, {@link io.telltale.anomaly.feedback.Thresholds} what the
 * pipeline asks. Scores are never touched: feedback moves only from which score on a series' findings are reported.
 */
@NullMarked
package io.telltale.anomaly.feedback;

import org.jspecify.annotations.NullMarked;
