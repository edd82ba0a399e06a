package io.telltale.anomaly.feedback;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How one verdict moves a threshold, the score from which on findings are reported. Pure; docs/detection.md has it in words.
 *
 * <p>It stays between {@value #LOWEST} and {@value #HIGHEST}: what is glaring is reported whatever was said, and no amount of
 * praise makes a series chatter.
 *
 * @param standard where every series starts
 */
record ThresholdRule(double standard) {

    static final double LOWEST = 0.3;
    static final double HIGHEST = 0.95;

    /** A right finding less than this above the threshold was nearly missed. */
    private static final double CLOSE = 0.05;

    private static final double UP = 0.15;
    private static final double DOWN = 0.05;
    private static final String LIMIT = "limit";

    /**
     * Where a verdict moves a threshold.
     *
     * @param why the end of a sentence that begins with the verdict
     */
    record Move(double to, String why) {}

    /** The lowest threshold that verdicts can lead to. */
    double lowest() {
        return Math.min(LOWEST, standard);
    }

    private double highest() {
        return Math.max(HIGHEST, standard);
    }

    /** After a verdict about a finding with that score, by that detector. */
    Move next(double threshold, Verdict verdict, double score, String detector) {
        String said = "a finding of " + number(score) + " is " + verdict.label();
        if (detector.equals(LIMIT)) {
            return new Move(
                    threshold, said + "; physical limits are set in the device's profile, no threshold applies");
        }
        return switch (verdict) {
            case NOISE -> noise(threshold, score, said);
            case RIGHT -> threshold > standard ? halfwayBack(threshold, said) : lower(threshold, score, said);
        };
    }

    /** Not further than a step: one glaring finding that was noise must not hide all the lesser ones that are not. */
    private Move noise(double threshold, double score, String said) {
        double above = hundredthAbove(score);
        if (above <= threshold) {
            return new Move(threshold, said + ", and below the threshold already");
        }
        if (threshold >= highest()) {
            return new Move(threshold, said + "; the threshold is the highest");
        }
        double most = Math.min(Math.floor((threshold + UP) * 100 + 1e-9) / 100, highest());
        return above <= most
                ? new Move(above, said + ": up to just above it")
                : new Move(most, said + ": up by " + number(hundredths(most - threshold)) + ", the most at once");
    }

    private Move halfwayBack(double threshold, String said) {
        double half = Math.floor((threshold + standard) * 50 + 1e-9) / 100;
        return new Move(Math.max(standard, half), said + ": halfway back to the standard of " + number(standard));
    }

    private Move lower(double threshold, double score, String said) {
        if (score >= threshold + CLOSE) {
            return new Move(threshold, said + ", and so far above the threshold that it stays");
        }
        double to = Math.max(lowest(), hundredths(threshold - DOWN));
        return to < threshold
                ? new Move(to, said + " and was nearly missed: a little down")
                : new Move(threshold, said + "; the threshold is the lowest");
    }

    private static double hundredthAbove(double score) {
        double hundredth = Math.floor(score * 100);
        while (hundredth / 100 <= score) {
            hundredth++;
        }
        return hundredth / 100;
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** At most three decimals, rounded down: what is shown of a score never reaches a threshold that the score misses. */
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }
}
