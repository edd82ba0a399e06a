package io.telltale.anomaly.detect;

/**
 * Tells when a series goes beyond what its sensor can measure: once an episode, at any time of its life, with the highest
 * score. What cannot be true teaches the detectors nothing, so they never see it.
 *
 * <p>A fold like they are: an episode ends when a value is within the limits again and none was beyond for {@value
 * #CALM_MINUTES} minutes of measuring time, so a sensor that flickers about its limit is told of once. For one thread.
 */
public final class LimitWatch {

    private static final int CALM_MINUTES = 10;
    private static final long CALM_MICROS = CALM_MINUTES * 60_000_000L;

    private long lastBeyond;
    private boolean beyond;

    /** As it was saved. */
    public LimitWatch(long lastBeyond, boolean beyond) {
        this.lastBeyond = lastBeyond;
        this.beyond = beyond;
    }

    /** Before the first value beyond the limits. */
    public LimitWatch() {
        this(Long.MIN_VALUE, false);
    }

    /** When the last value beyond the limits was measured, microseconds since the epoch; {@link Long#MIN_VALUE} for never. */
    public long lastBeyond() {
        return lastBeyond;
    }

    /** Whether the last value was beyond them. */
    public boolean beyond() {
        return beyond;
    }

    /** Whether a reading is older than a value that was beyond the limits, or such a value once more. */
    public boolean late(long micros, boolean beyondNow) {
        return micros < lastBeyond || (beyondNow && micros == lastBeyond);
    }

    /** A value within the limits. */
    public void within() {
        beyond = false;
    }

    /**
     * A value beyond the limits, not late: a finding when it begins an episode, else it scores 0.
     *
     * @param detector of the series, for what was seen on the side without a limit
     */
    public void observe(long micros, double value, Policy policy, SeriesDetector detector, Assessment out) {
        boolean begins = !beyond && (lastBeyond == Long.MIN_VALUE || micros - lastBeyond > CALM_MICROS);
        out.begin(micros, 0, policy.off());
        if (begins) {
            out.certain(Detector.LIMIT);
            out.expect(
                    Double.isFinite(policy.low()) ? policy.low() : Math.min(policy.high(), detector.lowestSeen()),
                    Double.isFinite(policy.high()) ? policy.high() : Math.max(policy.low(), detector.highestSeen()));
        }
        lastBeyond = micros;
        beyond = true;
    }
}
