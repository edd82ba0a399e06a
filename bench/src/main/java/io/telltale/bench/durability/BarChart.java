package io.telltale.bench.durability;

import io.telltale.bench.chart.Picture;
import java.util.List;
import java.util.Locale;

/** The results as a picture: a pair of bars for each size of batch, on a logarithmic scale, since the range is a thousandfold. */
final class BarChart {

    private static final int SCALE = 440;
    private static final int BAR = 13;
    private static final double LEAST = 2; // 10², the left end of the scale
    private static final double MOST = 7.5;

    private final Picture picture = new Picture();
    private int y = 24;

    private BarChart() {}

    static String of(List<Result> results) {
        BarChart chart = new BarChart();
        chart.group(results, "jetstream", "JetStream, readings in a message", "sync every 2 min", "sync always");
        chart.group(
                results,
                "postgresql",
                "PostgreSQL, rows in a transaction",
                "synchronous_commit off",
                "synchronous_commit on");
        return chart.picture.of(chart.y, "Readings a second with and without the wait for the disk, logarithmic");
    }

    private void group(List<Result> results, String target, String title, String relaxed, String durable) {
        picture.heading(y, title);
        picture.legend(Picture.LEFT + 120, y, Picture.BESIDE, relaxed);
        picture.legend(Picture.LEFT + 320, y, Picture.OURS, durable);
        y += 14;
        for (int batch : Result.batches(results, target)) {
            picture.name(y, 2 * BAR - 4, String.format(Locale.ROOT, "%,d", batch));
            bar(Result.find(results, target, batch, false), Picture.BESIDE, "");
            double cost = Result.cost(results, target, batch).median();
            bar(
                    Result.find(results, target, batch, true),
                    Picture.OURS,
                    String.format(Locale.ROOT, "  costs %.1f×", cost));
            y += 8;
        }
        y += 24;
    }

    private void bar(Result result, String colour, String remark) {
        double rate = result.rounds().median();
        double length = SCALE * (Math.max(LEAST, Math.log10(rate)) - LEAST) / (MOST - LEAST);
        picture.bar(y, length, BAR, colour, readable(rate) + "/s" + remark);
        y += BAR + 1;
    }

    /** Two significant digits: more would pretend. */
    static String readable(double rate) {
        double unit = Math.pow(10, Math.floor(Math.log10(rate)) - 1);
        double rounded = Math.round(rate / unit) * unit;
        if (rounded >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", rounded / 1e6);
        }
        return String.format(Locale.ROOT, "%,.0f", rounded);
    }
}
