package io.telltale.anomaly.peers;

import java.nio.ByteBuffer;

/**
 * How far one device usually strays at its worst: size and spread of the largest deviation in a block of {@value #BLOCK}
 * windows, on a logarithmic scale. A device that strays rarely but far is so told from one that never does.
 */
final class Tail {

    static final int BYTES = 3 * Float.BYTES + 2 * Short.BYTES;

    private static final int BLOCK = 60;
    private static final int LONG = 48;
    private static final double SPREADS = 2.5;
    private static final double SPREAD_AT_FIRST = 0.3;
    private static final double SPREAD_FLOOR = 0.15;
    /** A block's largest counts as at most this many times what was usual, so that an episode is not learned at once. */
    private static final double CAP = 1.5;

    /** Before there are so many blocks, nothing is known that could tell an episode from what is usual. */
    private static final int FIRST_BLOCKS = 24;

    private static final double LEAST = 1;

    private float center = (float) Math.log(LEAST);
    private float spread = (float) SPREAD_AT_FIRST;
    private float running = (float) LEAST;
    private short inBlock;
    private short blocks;

    /** The deviation, in units, that is just not rare. */
    double top() {
        return Math.exp(center + SPREADS * (spread + SPREAD_FLOOR));
    }

    void learn(double deviation) {
        double most = blocks < FIRST_BLOCKS ? Double.MAX_VALUE : CAP * Math.max(top(), LEAST);
        running = (float) Math.max(running, Math.min(deviation, most));
        inBlock++;
        if (inBlock < BLOCK) {
            return;
        }
        double largest = Math.log(running);
        double rate = 1.0 / Math.min(blocks + 1, LONG);
        if (blocks > 0) {
            spread += (float) (rate * (Math.abs(largest - center) - spread));
        }
        center += (float) (rate * (largest - center));
        blocks = (short) Math.min(blocks + 1, LONG);
        inBlock = 0;
        running = (float) LEAST;
    }

    void save(ByteBuffer out) {
        out.putFloat(center)
                .putFloat(spread)
                .putFloat(running)
                .putShort(inBlock)
                .putShort(blocks);
    }

    void load(ByteBuffer in) {
        center = in.getFloat();
        spread = in.getFloat();
        running = in.getFloat();
        inBlock = in.getShort();
        blocks = in.getShort();
    }
}
