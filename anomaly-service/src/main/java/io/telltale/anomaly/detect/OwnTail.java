package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;

/**
 * How large a deviation has to be to be rare <em>in this series</em>: the usual size and spread of the largest deviation
 * in a block of {@value #BLOCK} readings, learned on a logarithmic scale.
 *
 * <p>Block maxima are what extreme value theory calibrates on; one threshold for all series on a plain z-score is
 * useless, because their tails differ by orders of magnitude. A block's maximum is capped before it is learned, so that
 * an anomaly does not become the new normal at once.
 */
final class OwnTail {

    /** Bytes of its saved form. */
    static final int BYTES = 3 * Float.BYTES + 2 * Short.BYTES;

    private static final int BLOCK = 100;
    private static final int WARM_BLOCKS = 3;
    private static final double LEARNING = 0.15;
    private static final double SPREAD_FLOOR = 0.3;
    private static final double CAP = 3;
    private static final float NOTHING = Float.NEGATIVE_INFINITY;

    private float center;
    private float spread = 0.7f;
    private float blockMax = NOTHING;
    private short inBlock;
    private short blocks;

    /**
     * Learns one deviation and judges it by what came before.
     *
     * @param logDeviation logarithm of the deviation's size
     * @return by how many spreads it exceeds the usual largest of a block, and the largest of this block; 0 while warming
     */
    double exceedance(double logDeviation) {
        double exceedance = 0;
        if (warm()) {
            exceedance = (logDeviation - Math.max(center, blockMax)) / (spread + SPREAD_FLOOR);
        }
        blockMax = Math.max(blockMax, (float) logDeviation);
        inBlock++;
        if (inBlock >= BLOCK) {
            learnBlock();
        }
        return exceedance;
    }

    /** Whether enough blocks were seen to judge. */
    boolean warm() {
        return blocks >= WARM_BLOCKS;
    }

    /** The logarithm of a deviation that is just not rare. */
    double usualLargest() {
        return center + spread;
    }

    private void learnBlock() {
        double largest = blockMax;
        if (warm()) {
            largest = Math.min(largest, center + CAP * (spread + SPREAD_FLOOR));
        }
        if (blocks == 0) {
            center = (float) largest;
        } else {
            double rate = Math.max(LEARNING, 1.0 / (blocks + 1));
            spread += (float) (rate * (Math.abs(largest - center) - spread));
            center += (float) (rate * (largest - center));
        }
        blocks = (short) Math.min(blocks + 1, Short.MAX_VALUE);
        inBlock = 0;
        blockMax = NOTHING;
    }

    void save(ByteBuffer out) {
        out.putFloat(center)
                .putFloat(spread)
                .putFloat(blockMax)
                .putShort(inBlock)
                .putShort(blocks);
    }

    void load(ByteBuffer in) {
        center = in.getFloat();
        spread = in.getFloat();
        blockMax = in.getFloat();
        inBlock = in.getShort();
        blocks = in.getShort();
    }
}
