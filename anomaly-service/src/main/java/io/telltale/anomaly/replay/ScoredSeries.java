package io.telltale.anomaly.replay;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.Detector;
import io.telltale.anomaly.detect.Policy;
import io.telltale.anomaly.detect.SeriesDetector;
import io.telltale.anomaly.detect.Severity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file's rows with what the detectors say of them, in the order of the file; gaps and late rows score 0.
 *
 * @param lows lower end of what was usual before each row, NaN where that was not known
 * @param highs upper end of the same
 * @param findings those that score at least the threshold
 */
record ScoredSeries(CsvSeries rows, double[] scores, double[] lows, double[] highs, List<Finding> findings) {

    private static final MathContext DIGITS = new MathContext(12);

    /** A row worth a look. */
    record Finding(
            int row,
            double value,
            double score,
            Severity severity,
            String detector,
            double low,
            double high,
            String reason) {}

    ScoredSeries {
        findings = List.copyOf(findings);
    }

    /** With {@code gaps} the silence before a row counts, too, as it does in the service; otherwise only its value does. */
    static ScoredSeries of(CsvSeries rows, double threshold, boolean gaps) {
        int off = gaps ? 0 : Policy.bits(List.of(Detector.GAP.label()));
        SeriesDetector detector = new SeriesDetector();
        Assessment assessment = new Assessment();
        double[] scores = new double[rows.size()];
        double[] lows = new double[rows.size()];
        double[] highs = new double[rows.size()];
        Arrays.fill(lows, Double.NaN);
        Arrays.fill(highs, Double.NaN);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            double value = rows.values()[i];
            if (!Double.isNaN(value)) {
                detector.observe(rows.micros()[i], value, off, assessment);
                scores[i] = assessment.score();
                lows[i] = assessment.usualLow();
                highs[i] = assessment.usualHigh();
                if (scores[i] >= threshold) {
                    findings.add(new Finding(
                            i,
                            value,
                            scores[i],
                            assessment.severity(),
                            assessment.detector().label(),
                            assessment.expectedLow(),
                            assessment.expectedHigh(),
                            assessment.reason(value)));
                }
            }
        }
        return new ScoredSeries(rows, scores, lows, highs, findings);
    }

    /** As the scorer reads it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(scores.length + 1);
        lines.add("timestamp,anomaly_score");
        for (int i = 0; i < scores.length; i++) {
            lines.add(rows.stamps().get(i)
                    + ','
                    + new BigDecimal(scores[i])
                            .round(DIGITS)
                            .stripTrailingZeros()
                            .toPlainString());
        }
        return lines;
    }
}
