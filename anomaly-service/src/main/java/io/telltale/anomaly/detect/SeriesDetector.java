package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;

/**
 * Scores the readings of one series, in the order they come, by what came before: a fold with a state of at most
 * {@value #BYTES} bytes.
 *
 * <p>Three views ask how far a reading lies outside the range of the past weeks, how far from what its time of day
 * usually brings, and how long on one side of that. Each is judged by the tail of its own series ({@link OwnTail}), the
 * strongest counts, and an episode is reported once: after a high score only a higher one stands out, until it has
 * faded. For one thread; the same readings always give the same scores, also with a save and load in between.
 */
public final class SeriesDetector {

    /** Bytes of the saved state. */
    public static final int BYTES =
            1 + PastRange.BYTES + DailyProfile.BYTES + 3 * OwnTail.BYTES + 2 * Float.BYTES + Long.BYTES + Double.BYTES;

    private static final byte VERSION = 1;
    private static final long NEVER = Long.MIN_VALUE;
    /** Below this share of its magnitude a series counts as flat; deviations are measured against it. */
    private static final double RANGE_FLOOR = 0.05;

    private static final double PROFILE_FLOOR = 0.01;
    private static final double SMALLEST = 1e-9;
    /** Values are seen as at most this large, so that differences and ratios stay finite. */
    private static final double LARGEST = 1e150;
    /** Added before the logarithm, so that no deviation at all is a small one and not minus infinity. */
    private static final double RANGE_OFFSET = 0.02;

    private static final double PROFILE_OFFSET = 0.1;
    private static final double SHIFT_LEARNING = 0.1;
    private static final double SHIFT_CAP = 6;
    /** After this many readings the memory of an episode has faded to a third. */
    private static final double EPISODE_READINGS = 300;

    private static final double WITHIN_EPISODE = 0.2;
    /** The exceedance that scores 0.5; the best threshold on the yardstick. */
    private static final double HALF_SCORE = 0.65;

    private final PastRange range = new PastRange();
    private final DailyProfile profile = new DailyProfile();
    private final OwnTail rangeTail = new OwnTail();
    private final OwnTail profileTail = new OwnTail();
    private final OwnTail shiftTail = new OwnTail();
    private float shift;
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
        out.clear();
        if (late(micros, value)) {
            return;
        }
        double seen = Math.max(-LARGEST, Math.min(LARGEST, value));
        double strongest = assessRange(micros, seen, out);
        strongest = Math.max(strongest, assessTimeOfDay(micros, seen, strongest, out));
        lastMicros = micros;
        lastValue = value;
        double standing = strongest > episode ? strongest : strongest * WITHIN_EPISODE;
        episode = (float) Math.max(episode - episode / EPISODE_READINGS, strongest);
        out.set(score(standing), out.detector(), out.expectedLow(), out.expectedHigh());
    }

    private double assessRange(long micros, double value, Assessment out) {
        double low = range.low();
        double high = range.high();
        double width = Math.max(high - low, Math.max(SMALLEST, RANGE_FLOOR * range.magnitude()));
        double relative = range.excess(value) / width;
        boolean settled = range.settled();
        range.learn(micros, value);
        if (!settled) {
            return 0;
        }
        double exceedance = rangeTail.exceedance(Math.log(relative + RANGE_OFFSET));
        if (relative == 0 || exceedance <= 0) {
            return 0;
        }
        out.set(0, Detector.RANGE_BREAK, low, high);
        return exceedance;
    }

    private double assessTimeOfDay(long micros, double value, double strongest, Assessment out) {
        int bin = DailyProfile.bin(micros);
        double mean = profile.mean(bin);
        double scale = profile.scale(bin, Math.max(SMALLEST, PROFILE_FLOOR * range.magnitude()));
        double found = strongest;
        if (profile.knows(bin)) {
            double z = (value - mean) / scale;
            double unusual = profileTail.exceedance(Math.log(Math.abs(z) + PROFILE_OFFSET));
            shift += (float) (SHIFT_LEARNING * (Math.max(-SHIFT_CAP, Math.min(SHIFT_CAP, z)) - shift));
            double sustained = shiftTail.exceedance(Math.log(Math.abs(shift) + PROFILE_OFFSET));
            boolean rangeSaysIt = strongest >= HALF_SCORE;
            if (unusual > found) {
                found = unusual;
                explain(rangeSaysIt, Detector.TIME_OF_DAY, profileTail, mean, scale, out);
            }
            if (sustained > found) {
                found = sustained;
                explain(rangeSaysIt, Detector.SUSTAINED_SHIFT, shiftTail, mean, scale, out);
            }
        }
        profile.learn(bin, lastMicros == NEVER ? 0 : micros - lastMicros, value, scale);
        return found;
    }

    /** "Outside everything seen before" is the plainer explanation: when it holds by itself it is the one given. */
    private static void explain(
            boolean explained, Detector detector, OwnTail tail, double mean, double scale, Assessment out) {
        if (explained) {
            return;
        }
        double usual = Math.max(0, Math.exp(tail.usualLargest()) - PROFILE_OFFSET) * scale;
        out.set(0, detector, mean - usual, mean + usual);
    }

    private static double score(double exceedance) {
        return exceedance <= 0 ? 0 : -Math.expm1(-Math.log(2) * exceedance / HALF_SCORE);
    }

    /** Writes the state, exactly {@link #BYTES} bytes. */
    public void save(ByteBuffer out) {
        out.put(VERSION);
        range.save(out);
        profile.save(out);
        rangeTail.save(out);
        profileTail.save(out);
        shiftTail.save(out);
        out.putFloat(shift).putFloat(episode).putLong(lastMicros).putDouble(lastValue);
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
        detector.rangeTail.load(in);
        detector.profileTail.load(in);
        detector.shiftTail.load(in);
        detector.shift = in.getFloat();
        detector.episode = in.getFloat();
        detector.lastMicros = in.getLong();
        detector.lastValue = in.getDouble();
        return detector;
    }
}
