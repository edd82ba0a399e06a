package io.telltale.simulator.detection;

import io.telltale.anomaly.detect.Detector;
import io.telltale.simulator.signal.FaultKind;
import java.util.Optional;

/**
 * What became of one injected fault.
 *
 * @param highest score while it lasted
 * @param alarm the first finding at the standard threshold
 */
record Suffered(FaultKind kind, double highest, Optional<Alarm> alarm) {

    /**
     * The first finding.
     *
     * @param delay microseconds since the fault began
     * @param by which view said so
     */
    record Alarm(long delay, Detector by) {}
}
