/**
 * How well the detectors of anomaly-service tell the faults that fleets suffer: signals and faults straight into
 * {@link io.telltale.anomaly.detect.SeriesDetector}, no servers. Start at {@link io.telltale.simulator.detection.FaultTrial}.
 */
@NullMarked
package io.telltale.simulator.detection;

import org.jspecify.annotations.NullMarked;
