package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;

/**
 * Scores the readings of one series, in the order they come, by what came before: a fold with a state of at most
 * {@value #BYTES} bytes.
 *
 * <p>Several views ({@link Detector}) each see a deviation of their own kind. Each is judged by the tail of its own series
 * ({@link OwnTails}) and weighted, together they give one score, and an episode is reported once: after a high score only
 * a higher one stands out, until it has faded. For one thread; the same readings always give the same scores, also with a
 * save and load in between. What was tried, chosen and measured: {@code docs/detection.md}.
 */
public final class SeriesDetector {

    /** Bytes of the saved state. */
    public static final int BYTES = 1
            + PastRange.BYTES
            + DailyProfile.BYTES
            + WeeklyProfile.BYTES
            + Motion.BYTES
            + OwnTails.BYTES
            + TwoValues.BYTES
            + 3 * Float.BYTES
            + Long.BYTES
            + Double.BYTES;

    private static final byte VERSION = 3;
    private static final long NEVER = Long.MIN_VALUE;
    /** Values are seen as at most this large, so that differences and ratios stay finite, also as float. */
    private static final double LARGEST = 1e30;

    /** Before there are so many readings, not even the unit of the series is known. */
    private static final int FIRST_GLANCE = 20;

    /** Deviations are measured against at least this share of the range. */
    private static final double PROFILE_FLOOR = 0.01;

    private static final double STEP_FLOOR = 0.006;
    /** Added before the logarithm, so that no deviation at all is a small one and not minus infinity. */
    private static final double RANGE_OFFSET = 0.05;

    private static final double OFFSET = 0.1;
    private static final double STILL_OFFSET = 20;

    /** Views that know nothing to say of a switch. */
    private static final int OF_MORE_THAN_TWO_VALUES = Policy.bit(Detector.TIME_OF_DAY)
            | Policy.bit(Detector.SUSTAINED_SHIFT)
            | Policy.bit(Detector.JUMP)
            | Policy.bit(Detector.VARIABILITY_BURST);

    private static final double RANGE_WEIGHT = 3;
    private static final double TIME_OF_DAY_WEIGHT = 0.4;
    private static final double SHIFT_WEIGHT = 1.2;
    private static final double DRIFT_WEIGHT = 1.1;
    private static final double JUMP_WEIGHT = 0.45;
    private static final double BURST_WEIGHT = 0.8;

    /** With these, some ten usual intervals are just worth a look where every interval is the same. */
    private static final double GAP_WEIGHT = 0.7;

    private static final double GAP_OFFSET = 3;

    private static final double SHIFT_LEARNING = 0.02;
    private static final double DRIFT_LEARNING = 0.012;
    private static final double SHIFT_CAP = 6;
    /** When readings come fast, these means go over so much time rather than over so many readings. */
    private static final double SHIFT_MICROS = 15 * 60e6;

    private static final double DRIFT_MICROS = 60 * 60e6;
    private static final double EPISODE_MICROS = 60 * 60e6;
    /** What the week adds is learned from residuals of at most so many deviations. */
    private static final double WEEK_CAP = 8;

    /** After this many readings the memory of an episode has faded to a third. */
    private static final double EPISODE_READINGS = 90;

    /** By so much it has to get worse to be told of again. */
    private static final double WORSE = 1.75;

    private static final double WITHIN_EPISODE = 0.1;
    /** The strength that scores 0.5; the best threshold on the yardstick. */
    private static final double HALF_SCORE = 2.1;

    private final PastRange range = new PastRange();
    private final DailyProfile profile = new DailyProfile();
    private final WeeklyProfile week = new WeeklyProfile();
    private final Motion motion = new Motion();
    private final OwnTails tails = new OwnTails();
    private final TwoValues values = new TwoValues();
    private float shift;
    private float drift;
    private float episode;
    private long lastMicros = NEVER;
    private double lastValue;

    /** Whether a reading comes too late to be scored: at or before what was scored already, save another value then. */
    public boolean late(long micros, double value) {
        return micros < lastMicros || (micros == lastMicros && value == lastValue);
    }

    /**
     * Scores one reading and takes it into the state; a {@linkplain #late late} one scores 0 and changes nothing.
     *
     * @param micros when it was measured, microseconds since the epoch
     * @param value finite
     * @param out receives the score and why
     */
    public void observe(long micros, double value, Assessment out) {
        observe(micros, value, 0, out);
    }

    /** The same with some detectors switched off, a bit for each at its ordinal: they learn and find nothing. */
    public void observe(long micros, double value, int off, Assessment out) {
        out.begin(micros, profile.days(micros), off);
        if (late(micros, value)) {
            return;
        }
        double seen = Math.max(-LARGEST, Math.min(LARGEST, value));
        if (values.again(seen)) {
            out.leaveToOthers(OF_MORE_THAN_TWO_VALUES);
        }
        double width = range.width();
        assessRange(micros, seen, width, out);
        assessTimeOfDay(micros, seen, width, out);
        long elapsed = elapsed(micros);
        double silence = silence(elapsed);
        long usualInterval = motion.usualInterval();
        assessMotion(micros, seen, width, out);
        tails.endReading(micros);
        double strength = out.strength();
        episode -= (float) (rate(1 / EPISODE_READINGS, elapsed, EPISODE_MICROS) * episode);
        boolean stands = strength > WORSE * episode;
        double standing = stands ? strength : strength * WITHIN_EPISODE;
        episode = stands ? (float) strength : episode;
        lastMicros = micros;
        lastValue = value;
        out.score(score(standing));
        out.silence(elapsed, usualInterval, score(silence));
    }

    private static double score(double strength) {
        return -Math.expm1(-Math.log(2) * strength / HALF_SCORE);
    }

    /**
     * How strange it is that there was no reading for so long; the longest of a block of the tail counts. Apart from the other
     * views and from episodes, because it says nothing of the value: a sensor that comes back hot is told as hot, and one that
     * comes back may get hot a minute later.
     */
    private double silence(long elapsed) {
        if (!range.settled()) {
            return 0;
        }
        double size = Math.log(motion.intervals(elapsed) + GAP_OFFSET);
        double longest = tails.largestOfBlock(Detector.GAP);
        double exceedance = tails.exceedance(Detector.GAP, size);
        return size > longest ? GAP_WEIGHT * exceedance : 0;
    }

    private long elapsed(long micros) {
        return lastMicros == NEVER ? 0 : micros - lastMicros;
    }

    /** How fast a mean moves with one reading: by readings, slower when they come so fast that time tells more. */
    private static double rate(double perReading, long elapsedMicros, double micros) {
        return Math.min(perReading, elapsedMicros / micros);
    }

    private void assessRange(long micros, double value, double width, Assessment out) {
        double low = range.low();
        double high = range.high();
        double relative = range.excess(value) / width;
        boolean settled = range.settled();
        range.learn(micros, value);
        if (!settled) {
            return;
        }
        out.usual(low, high);
        double strength = RANGE_WEIGHT * tails.exceedance(Detector.RANGE_BREAK, Math.log(relative + RANGE_OFFSET));
        if (relative > 0 && out.strongest(Detector.RANGE_BREAK, strength, HALF_SCORE)) {
            out.expect(low, high);
        }
    }

    private void assessTimeOfDay(long micros, double value, double width, Assessment out) {
        int bin = DailyProfile.bin(micros);
        long elapsed = elapsed(micros);
        double offset = week.offset(micros);
        double center = profile.mean(bin) + offset;
        double scale = profile.scale(bin, PROFILE_FLOOR * width);
        if (profile.knows(bin) && range.readings() > FIRST_GLANCE) {
            double z = (value - center) / scale;
            double capped = Math.max(-SHIFT_CAP, Math.min(SHIFT_CAP, z));
            shift += (float) (rate(SHIFT_LEARNING, elapsed, SHIFT_MICROS) * (capped - shift));
            drift += (float) (rate(DRIFT_LEARNING, elapsed, DRIFT_MICROS) * (capped - drift));
            if (tails.warm(Detector.TIME_OF_DAY)) {
                out.usual(center, scale, tails.usualLargest(Detector.TIME_OF_DAY), OFFSET);
            }
            assess(Detector.TIME_OF_DAY, TIME_OF_DAY_WEIGHT, Math.abs(z), center, scale, out);
            assess(Detector.SUSTAINED_SHIFT, SHIFT_WEIGHT, Math.abs(shift), center, scale, out);
            assess(Detector.DRIFT, DRIFT_WEIGHT, Math.abs(drift), center, scale, out);
        }
        if (profile.met(bin)) {
            double unexplained = value - profile.mean(bin);
            double most = WEEK_CAP * scale;
            week.learn(micros, elapsed, Math.max(-most, Math.min(most, unexplained)));
        }
        profile.learn(micros, elapsed, value - offset, scale);
    }

    private void assessMotion(long micros, double value, double width, Assessment out) {
        if (lastMicros == NEVER) {
            return;
        }
        long elapsed = micros - lastMicros;
        double before = Math.max(-LARGEST, Math.min(LARGEST, lastValue));
        double step = Math.abs(value - before);
        boolean gap = motion.gap(elapsed);
        motion.learnInterval(elapsed, range.readings());
        if (gap) {
            return;
        }
        double usual = motion.usualStep(STEP_FLOOR * width);
        motion.learnStillness(step, width);
        if (range.settled()) {
            motion.learnLiveliness(step / usual);
            assess(Detector.JUMP, JUMP_WEIGHT, step / usual, before, usual, out);
            assess(Detector.VARIABILITY_BURST, BURST_WEIGHT, motion.liveliness(), before, usual, out);
            double still = tails.exceedance(Detector.STUCK_SENSOR, Math.log(motion.still() + STILL_OFFSET));
            if (out.strongest(Detector.STUCK_SENSOR, still, HALF_SCORE)) {
                out.expect(range.low(), range.high());
                out.still(motion.still());
            }
            motion.learnStep(step, usual, range.readings());
        } else {
            motion.learnStep(step, Double.MAX_VALUE, range.readings());
        }
    }

    /** A deviation of {@code size} scales from {@code center}. */
    private void assess(Detector detector, double weight, double size, double center, double scale, Assessment out) {
        double strength = weight * tails.exceedance(detector, Math.log(size + OFFSET));
        if (out.strongest(detector, strength, HALF_SCORE)) {
            double usual = Math.max(0, Math.exp(tails.usualLargest(detector)) - OFFSET) * scale;
            out.expect(center - usual, center + usual);
        }
    }

    /** Lowest value of the past weeks; infinite before the first. */
    double lowestSeen() {
        return range.low();
    }

    /** Highest value of the past weeks; minus infinity before the first. */
    double highestSeen() {
        return range.high();
    }

    /** Writes the state, exactly {@link #BYTES} bytes. */
    public void save(ByteBuffer out) {
        out.put(VERSION);
        range.save(out);
        profile.save(out);
        week.save(out);
        motion.save(out);
        tails.save(out);
        values.save(out);
        out.putFloat(shift)
                .putFloat(drift)
                .putFloat(episode)
                .putLong(lastMicros)
                .putDouble(lastValue);
    }

    /** The state as bytes. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        save(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Restores a saved state; one of another version or length begins anew, since a state is only ever a fold. */
    public static SeriesDetector of(byte[] saved) {
        SeriesDetector detector = new SeriesDetector();
        if (saved.length != BYTES || saved[0] != VERSION) {
            return detector;
        }
        ByteBuffer in = ByteBuffer.wrap(saved, 1, BYTES - 1);
        detector.range.load(in);
        detector.profile.load(in);
        detector.week.load(in);
        detector.motion.load(in);
        detector.tails.load(in);
        detector.values.load(in);
        detector.shift = in.getFloat();
        detector.drift = in.getFloat();
        detector.episode = in.getFloat();
        detector.lastMicros = in.getLong();
        detector.lastValue = in.getDouble();
        return detector;
    }
}
