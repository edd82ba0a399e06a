package io.telltale.anomaly.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A pack of siblings, made up window by window of a minute: a common signal (daily rhythm of ±4 around 20, a slow wander, a
 * step of the whole pack about every 33 hours), an offset of each device's own (standard deviation 1) and what each strays
 * by itself, about 0.2. The same seed gives the same world.
 */
final class PackWorld {

    /** What each strays by itself. */
    static final double SPREAD = 0.2;

    static final int DAY = 1440;

    /** How devices differ from one another. */
    enum Straying {
        STEADY("independent noise"),
        WANDERING("slow wander of its own"),
        HEAVY_TAILED("noise with heavy tails (t, 3 degrees of freedom)"),
        PATCHY("independent noise, every fourth window missing"),
        UNEQUAL_GAIN("follows the common signal by a factor of 1 ± 0.1"),
        SUNLIT("each has the sun at its own hour (up to 1.5)"),
        SWITCHING("each is on or off by itself (30), for an hour on average"),
        DOOR("0, by day now and then 1 for some minutes");

        final String words;

        Straying(String words) {
            this.words = words;
        }
    }

    private final Random random;
    private final Straying straying;
    private final double[] offsets;
    private final double[] gains;
    private final double[] own;
    private double wander;
    private double stepped;

    PackWorld(long seed, int devices, Straying straying) {
        this.random = new Random(seed);
        this.straying = straying;
        this.offsets = random.doubles(devices).map(x -> random.nextGaussian()).toArray();
        this.gains = random.doubles(devices)
                .map(x -> straying == Straying.UNEQUAL_GAIN ? 1 + 0.1 * random.nextGaussian() : 1)
                .toArray();
        this.own = new double[devices];
    }

    /** Where everybody stands in a window, by number from 0; who is missing is left out. */
    List<Level> next(long window) {
        double day = 2 * Math.PI * (window % DAY) / DAY;
        stepped += random.nextInt(2000) == 0 ? 5 * random.nextGaussian() : 0;
        wander = 0.95 * wander + 0.1 * random.nextGaussian();
        double common = 20 + 4 * StrictMath.sin(day) + stepped + wander;
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            double value = straying == Straying.DOOR ? strays(i, day) : offsets[i] + gains[i] * common + strays(i, day);
            if (straying != Straying.PATCHY || random.nextInt(4) != 0) {
                levels.add(new Level(i, value));
            }
        }
        return levels;
    }

    private double strays(int i, double day) {
        double noise = SPREAD * random.nextGaussian();
        return switch (straying) {
            case STEADY, PATCHY, UNEQUAL_GAIN -> noise;
            case WANDERING -> {
                own[i] = 0.98 * own[i] + 0.04 * random.nextGaussian();
                yield own[i] + noise / 2;
            }
            case HEAVY_TAILED -> {
                double squares = 0;
                for (int k = 0; k < 3; k++) {
                    double gaussian = random.nextGaussian();
                    squares += gaussian * gaussian;
                }
                yield noise / StrictMath.sqrt(squares);
            }
            case SUNLIT -> noise + 1.5 * Math.max(0, StrictMath.sin(day + i * 0.5));
            case SWITCHING -> {
                if (random.nextInt(60) == 0) {
                    own[i] = 30 - own[i];
                }
                yield own[i] + noise;
            }
            case DOOR -> {
                boolean open = own[i] > 0 ? random.nextInt(3) != 0 : day < Math.PI && random.nextInt(40) == 0;
                own[i] = open ? 1 : 0;
                yield own[i];
            }
        };
    }
}
