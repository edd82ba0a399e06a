package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.detect.Detector;
import io.telltale.anomaly.report.Refusal;
import java.util.EnumMap;
import java.util.Map;

/** What a round came across, counted once it is committed: a round that fails and is repeated counts once. For one thread. */
final class Tally {

    private final Map<Refusal, Integer> parked = new EnumMap<>(Refusal.class);
    private final Map<Detector, Integer> found = new EnumMap<>(Detector.class);
    private int received;
    private int late;
    private int withheld;

    void clear() {
        parked.clear();
        found.clear();
        received = 0;
        late = 0;
        withheld = 0;
    }

    void received(int readings) {
        received += readings;
    }

    void late() {
        late++;
    }

    void parked(Refusal reason) {
        parked.merge(reason, 1, Integer::sum);
    }

    void found(Detector detector) {
        found.merge(detector, 1, Integer::sum);
    }

    void withheld() {
        withheld++;
    }

    void report(PipelineMetrics metrics) {
        metrics.received(received);
        metrics.unscored(late);
        parked.forEach(metrics::parked);
        found.forEach(metrics::found);
        metrics.withheld(withheld);
    }
}
