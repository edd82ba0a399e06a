package io.telltale.simulator.signal;

/** Randomness as a function of its coordinates: the same seed and index give the same number, in whatever order they are asked. */
final class Noise {

    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Noise() {}

    /** A seed of its own for a part of something seeded. */
    static long seed(long seed, long part) {
        return mix(seed + GOLDEN * (part + 1));
    }

    /** Uniform in [0, 1). */
    static double uniform(long seed, long index) {
        return (mix(mix(seed) ^ (index * GOLDEN)) >>> 11) * TWO_TO_MINUS_53;
    }

    /** Uniform in [low, high). */
    static double between(long seed, long index, double low, double high) {
        return low + (high - low) * uniform(seed, index);
    }

    /** Standard normal, by Box and Muller. */
    static double gaussian(long seed, long index) {
        double radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, index)));
        return radius * Math.cos(2 * Math.PI * uniform(seed ^ GOLDEN, index));
    }

    /** A continuous wander of mean 0 and about unit variance, that forgets itself after a period: normals, joined by smoothstep. */
    static double wander(long seed, long micros, long periodMicros) {
        long cell = Math.floorDiv(micros, periodMicros);
        double x = (double) Math.floorMod(micros, periodMicros) / periodMicros;
        double weight = x * x * (3 - 2 * x);
        return (1 - weight) * gaussian(seed, cell) + weight * gaussian(seed, cell + 1);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
