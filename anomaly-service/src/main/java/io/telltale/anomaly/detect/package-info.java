/**
 * What is out of the ordinary in one series: plain arithmetic on a fold of about a kilobyte, without clock, I/O or
 * allocation. {@link io.telltale.anomaly.detect.SeriesDetector} is the front page.
 */
@NullMarked
package io.telltale.anomaly.detect;

import org.jspecify.annotations.NullMarked;
