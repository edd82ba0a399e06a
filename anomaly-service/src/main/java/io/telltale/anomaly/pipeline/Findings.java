package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.Detector;
import io.telltale.anomaly.feedback.Threshold;
import io.telltale.anomaly.feedback.Thresholds;
import io.telltale.anomaly.store.StoreException;

/** Which assessments are reported: those that reach their series' threshold. For one thread, with its round and tally. */
final class Findings {

    private final Thresholds thresholds;
    private final Round round;
    private final Tally tally;

    Findings(Thresholds thresholds, Round round, Tally tally) {
        this.thresholds = thresholds;
        this.round = round;
        this.tally = tally;
    }

    /** Before the first reading: what operators said until now counts for all of them. */
    void open() throws StoreException {
        thresholds.refresh();
    }

    void take(Series of, long micros, double value, Assessment assessment) {
        if (assessment.score() < thresholds.lowest()) {
            return;
        }
        Threshold threshold = assessment.detector() == Detector.LIMIT ? thresholds.standard() : thresholds.of(of.id());
        if (threshold.reports(assessment.score())) {
            round.add(Finding.of(of, micros, value, assessment, threshold));
            tally.found(assessment.detector());
        } else if (thresholds.standard().reports(assessment.score())) {
            tally.withheld();
        }
    }
}
