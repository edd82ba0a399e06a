package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How large a deviation has to be to be rare <em>in this series</em>, for each {@link Detector}: the usual size and spread
 * of the largest deviation in a block of {@value #BLOCK} readings, learned on a logarithmic scale.
 *
 * <p>Block maxima are what extreme value theory calibrates on; one threshold for all series on a plain z-score is
 * useless, because their tails differ by orders of magnitude. A block's maximum is capped before it is learned, so that
 * an anomaly does not become the new normal at once. All tails of a series lie in two arrays, because a hundred thousand
 * series are held in memory.
 */
final class OwnTails {

    private static final int TAILS = Detector.LIMIT.ordinal();

    /** Bytes of its saved form. */
    static final int BYTES = TAILS * (3 * Float.BYTES + 2 * Character.BYTES);

    private static final int BLOCK = 60;
    private static final int WARM_BLOCKS = 2;
    private static final double LEARNING = 0.1;
    private static final float SPREAD_AT_FIRST = 0.7f;
    private static final double SPREAD_FLOOR = 0.3;
    private static final double CAP = 3;
    private static final float NOTHING = Float.NEGATIVE_INFINITY;

    /** Centers, then spreads, then the largest of the running block. */
    private final float[] sizes = new float[3 * TAILS];

    /** Readings in the running block, then blocks seen. */
    private final char[] counts = new char[2 * TAILS];

    OwnTails() {
        Arrays.fill(sizes, TAILS, 2 * TAILS, SPREAD_AT_FIRST);
        Arrays.fill(sizes, 2 * TAILS, 3 * TAILS, NOTHING);
    }

    /**
     * Learns one deviation and judges it by what came before.
     *
     * @param logDeviation logarithm of the deviation's size
     * @return by how many spreads it exceeds the usual largest of a block, and the largest of this block; 0 when it does
     *     not and while warming
     */
    double exceedance(Detector detector, double logDeviation) {
        int tail = detector.ordinal();
        int running = 2 * TAILS + tail;
        double exceedance = 0;
        if (warm(tail)) {
            double usual = Math.max(sizes[tail], sizes[running]);
            exceedance = Math.max(0, (logDeviation - usual) / (sizes[TAILS + tail] + SPREAD_FLOOR));
        }
        sizes[running] = Math.max(sizes[running], (float) logDeviation);
        counts[tail]++;
        if (counts[tail] >= BLOCK) {
            learnBlock(tail);
        }
        return exceedance;
    }

    /** The logarithm of a deviation that is just not rare. */
    double usualLargest(Detector detector) {
        return sizes[detector.ordinal()] + sizes[TAILS + detector.ordinal()];
    }

    private boolean warm(int tail) {
        return counts[TAILS + tail] >= WARM_BLOCKS;
    }

    private void learnBlock(int tail) {
        double center = sizes[tail];
        double spread = sizes[TAILS + tail];
        double largest = sizes[2 * TAILS + tail];
        char blocks = counts[TAILS + tail];
        if (warm(tail)) {
            largest = Math.min(largest, center + CAP * (spread + SPREAD_FLOOR));
        }
        if (blocks == 0) {
            sizes[tail] = (float) largest;
        } else {
            double rate = Math.max(LEARNING, 1.0 / (blocks + 1));
            sizes[TAILS + tail] += (float) (rate * (Math.abs(largest - center) - spread));
            sizes[tail] += (float) (rate * (largest - center));
        }
        counts[TAILS + tail] = (char) Math.min(blocks + 1, Character.MAX_VALUE);
        counts[tail] = 0;
        sizes[2 * TAILS + tail] = NOTHING;
    }

    void save(ByteBuffer out) {
        for (float size : sizes) {
            out.putFloat(size);
        }
        for (char count : counts) {
            out.putChar(count);
        }
    }

    void load(ByteBuffer in) {
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.getFloat();
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.getChar();
        }
    }
}
