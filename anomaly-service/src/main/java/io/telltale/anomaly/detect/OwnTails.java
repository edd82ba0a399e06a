package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How large a deviation has to be to be rare <em>in this series</em>, for each {@link Detector}: the usual size and spread
 * of the largest deviation in a block, learned on a logarithmic scale. A block is of {@value #BLOCK} readings and, because
 * neighbours say the same when they come fast, of {@value #LONGEST_MINUTES} minutes or more: after a while, for a young
 * series is to be judged too.
 *
 * <p>Block maxima are what extreme value theory calibrates on; one threshold for all series on a plain z-score is
 * useless, because their tails differ by orders of magnitude. A block's maximum is capped before it is learned, so that
 * an anomaly does not become the new normal at once. All tails of a series lie in two arrays, because a hundred thousand
 * series are held in memory.
 */
final class OwnTails {

    private static final int TAILS = Detector.LIMIT.ordinal();

    /** Bytes of its saved form. */
    static final int BYTES = TAILS * (3 * Float.BYTES + Byte.BYTES) + 2 * Integer.BYTES + Long.BYTES;

    private static final int BLOCK = 36;
    /** So many blocks are as short as they come; each after them has to last a little longer than the one before... */
    private static final int SHORT_BLOCKS = 10;

    private static final int LONGER_MINUTES = 5;
    /** ...until it lasts so long. */
    private static final int LONGEST_MINUTES = 20;

    private static final long MINUTE_MICROS = 60_000_000;
    private static final int WARM_BLOCKS = 4;
    private static final double LEARNING = 0.08;
    private static final float SPREAD_AT_FIRST = 0.7f;
    private static final double SPREAD_FLOOR = 0.4;
    private static final double CAP = 1.3;
    private static final float NOTHING = Float.NEGATIVE_INFINITY;

    /** Centers, then spreads, then the largest of the running block. */
    private final float[] sizes = new float[3 * TAILS];

    /** Blocks that each has learned from, as far as it counts them. */
    private final byte[] learned = new byte[TAILS];

    private int blocks;
    private int inBlock;
    private long blockStart;

    OwnTails() {
        Arrays.fill(sizes, TAILS, 2 * TAILS, SPREAD_AT_FIRST);
        Arrays.fill(sizes, 2 * TAILS, 3 * TAILS, NOTHING);
    }

    /**
     * Learns one deviation and judges it by what came before.
     *
     * @param logDeviation logarithm of the deviation's size
     * @return by how many spreads it exceeds the usual largest of a block; 0 when it does not and while warming
     */
    double exceedance(Detector detector, double logDeviation) {
        int tail = detector.ordinal();
        int running = 2 * TAILS + tail;
        double exceedance =
                warm(tail) ? Math.max(0, (logDeviation - sizes[tail]) / (sizes[TAILS + tail] + SPREAD_FLOOR)) : 0;
        sizes[running] = Math.max(sizes[running], (float) logDeviation);
        return exceedance;
    }

    /** The largest deviation of the running block so far, logarithm; minus infinity before its first. */
    double largestOfBlock(Detector detector) {
        return sizes[2 * TAILS + detector.ordinal()];
    }

    /** Ends a reading, after all its deviations, and with it perhaps the block. */
    void endReading(long micros) {
        if (inBlock == 0) {
            blockStart = micros;
        }
        inBlock++;
        int minutes = Math.min(LONGEST_MINUTES, LONGER_MINUTES * Math.max(0, blocks - SHORT_BLOCKS));
        if (inBlock >= BLOCK && micros - blockStart >= minutes * MINUTE_MICROS) {
            inBlock = 0;
            blocks = Math.min(blocks + 1, SHORT_BLOCKS + LONGEST_MINUTES);
            for (int tail = 0; tail < TAILS; tail++) {
                if (sizes[2 * TAILS + tail] != NOTHING) {
                    learnBlock(tail);
                }
            }
        }
    }

    /** Whether it can tell yet what is rare. */
    boolean warm(Detector detector) {
        return warm(detector.ordinal());
    }

    /** The logarithm of a deviation that is just not rare. */
    double usualLargest(Detector detector) {
        return sizes[detector.ordinal()] + sizes[TAILS + detector.ordinal()];
    }

    private boolean warm(int tail) {
        return learned[tail] >= WARM_BLOCKS;
    }

    private void learnBlock(int tail) {
        double center = sizes[tail];
        double spread = sizes[TAILS + tail];
        double largest = sizes[2 * TAILS + tail];
        byte before = learned[tail];
        if (warm(tail)) {
            largest = Math.min(largest, center + CAP * (spread + SPREAD_FLOOR));
        }
        if (before == 0) {
            sizes[tail] = (float) largest;
        } else {
            double rate = Math.max(LEARNING, 1.0 / (before + 1));
            sizes[TAILS + tail] += (float) (rate * (Math.abs(largest - center) - spread));
            sizes[tail] += (float) (rate * (largest - center));
        }
        learned[tail] = (byte) Math.min(before + 1, Byte.MAX_VALUE);
        sizes[2 * TAILS + tail] = NOTHING;
    }

    void save(ByteBuffer out) {
        for (float size : sizes) {
            out.putFloat(size);
        }
        out.put(learned).putInt(blocks).putInt(inBlock).putLong(blockStart);
    }

    void load(ByteBuffer in) {
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.getFloat();
        }
        in.get(learned);
        blocks = in.getInt();
        inBlock = in.getInt();
        blockStart = in.getLong();
    }
}
