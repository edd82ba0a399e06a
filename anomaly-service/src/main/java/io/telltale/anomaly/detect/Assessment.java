package io.telltale.anomaly.detect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * What {@link SeriesDetector#observe} says of one reading. Written over at each call, so that scoring allocates nothing:
 * one per thread, to be read before the next call.
 */
public final class Assessment {

    private double score;
    private double expectedLow;
    private double expectedHigh;
    private Detector detector = Detector.RANGE_BREAK;

    /** How out of the ordinary, 0 to 1; at 0.5 and above worth a look. */
    public double score() {
        return score;
    }

    /** Lower end of what was expected, in the unit of the series. */
    public double expectedLow() {
        return expectedLow;
    }

    /** Upper end of what was expected, in the unit of the series. */
    public double expectedHigh() {
        return expectedHigh;
    }

    /** Which view found most. */
    public Detector detector() {
        return detector;
    }

    /** One sentence of why, for people. Allocates: only for what is reported. */
    public String reason(double value) {
        String band = number(expectedLow) + " to " + number(expectedHigh);
        String side = value >= expectedHigh ? "above" : value <= expectedLow ? "below" : "unlike";
        return switch (detector) {
            case RANGE_BREAK -> number(value) + " is " + side + " everything seen before (" + band + ")";
            case TIME_OF_DAY -> number(value) + " is " + side + " what this time of day usually brings (" + band + ")";
            case SUSTAINED_SHIFT ->
                "values have stayed to one side of what this time of day usually brings (" + band + "), now "
                        + number(value);
        };
    }

    void clear() {
        score = 0;
    }

    void set(double score, Detector detector, double expectedLow, double expectedHigh) {
        this.score = score;
        this.detector = detector;
        this.expectedLow = expectedLow;
        this.expectedHigh = expectedHigh;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 0.001 || size >= 1e9)) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        return BigDecimal.valueOf(value)
                .setScale(size < 10 ? 3 : 1, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
