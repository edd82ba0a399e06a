package io.telltale.bench.endtoend;

import io.telltale.bench.chart.Picture;
import io.telltale.bench.endtoend.LoadResult.Latency;
import java.util.Locale;
import java.util.function.Function;

/**
 * How soon readings are acknowledged and stored, load by load: median and 99th percentile as one bar, dark until the median, on a
 * logarithmic scale from one millisecond on. Pure.
 */
final class LatencyChart {

    private static final int SCALE = 420;
    private static final int BAR = 13;
    private static final double MOST = 4.5; // the tenth power in milliseconds: half a minute

    private final Picture picture = new Picture();
    private int y = 24;

    private LatencyChart() {}

    static String of(Results results) {
        LatencyChart chart = new LatencyChart();
        chart.group(results, "publish → PUBACK", each -> each.load().publishToAcknowledged());
        chart.group(results, "publish → stored", each -> each.load().publishToStored());
        return chart.picture.of(chart.y, "Latency from the moment a reading was due, logarithmic");
    }

    private void group(Results results, String title, Function<Measured, Latency> which) {
        picture.heading(y, title);
        picture.legend(Picture.LEFT + 120, y, Picture.OURS, "median");
        picture.legend(Picture.LEFT + 240, y, Picture.BESIDE, "99th percentile");
        y += 14;
        for (Results.Row row : results.rows()) {
            double p50 = row.median(each -> which.apply(each).p50());
            double p99 = row.median(each -> which.apply(each).p99());
            picture.name(y, BAR + 2, row.name());
            picture.bar(y, length(p99), BAR, Picture.BESIDE, String.format(Locale.ROOT, "%.0f / %.0f ms", p50, p99));
            picture.part(y, 0, length(p50), BAR, Picture.OURS);
            y += BAR + 6;
        }
        y += 24;
    }

    private static double length(double millis) {
        return SCALE * Math.clamp(Math.log10(Math.max(1, millis)) / MOST, 0, 1);
    }
}
