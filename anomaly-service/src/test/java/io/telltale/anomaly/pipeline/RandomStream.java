package io.telltale.anomaly.pipeline;

import java.util.Random;

/** Readings of one series as devices send them: noise about a daily course, spikes, shifts, gaps, repeats, late ones, twins. */
final class RandomStream {

    private static final double DAY_MICROS = 86_400e6;
    private static final long START = PipelineLab.micros(PipelineLab.START);

    private final long[] micros;
    private final double[] values;

    RandomStream(Random random, int size) {
        micros = new long[size];
        values = new double[size];
        long step = 1_000_000L * (1 + random.nextInt(300));
        double swing = random.nextInt(3) * 10;
        double level = random.nextGaussian() * 100;
        long time = START;
        for (int i = 0; i < size; i++) {
            time += step;
            micros[i] = time;
            values[i] = level + swing * Math.sin(2 * Math.PI * time / DAY_MICROS) + random.nextGaussian();
            switch (random.nextInt(100)) {
                case 0 -> values[i] += 60 * random.nextGaussian();
                case 1 -> level += random.nextGaussian() * 5;
                case 2 -> time += step * random.nextInt(200);
                case 3, 4 -> repeat(i, random.nextInt(i + 1));
                case 5 -> micros[i] = micros[random.nextInt(i + 1)] - 1;
                case 6 -> micros[i] = i == 0 ? time : micros[i - 1];
                default -> {}
            }
        }
    }

    private void repeat(int i, int earlier) {
        micros[i] = micros[earlier];
        values[i] = values[earlier];
    }

    int size() {
        return micros.length;
    }

    long micros(int i) {
        return micros[i];
    }

    double value(int i) {
        return values[i];
    }
}
