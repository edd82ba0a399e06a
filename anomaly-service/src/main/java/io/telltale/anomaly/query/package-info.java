/** What is stored, over HTTP: latest values, series, ranges, anomalies. Reads only, on connections of its own. */
@NullMarked
package io.telltale.anomaly.query;

import org.jspecify.annotations.NullMarked;
