package io.telltale.bench.endtoend;

import io.telltale.bench.chart.Picture;
import io.telltale.bench.durability.Spread;
import java.util.Locale;

/** Readings a second of every load and of the limits, as bars of one linear scale. Pure. */
final class RateChart {

    private static final int SCALE = 400;
    private static final int BAR = 18;

    private final Picture picture = new Picture();
    private final double most;
    private int y = 12;

    /** The longest bar is that rate. */
    RateChart(double most) {
        this.most = most;
    }

    static String of(Results results) {
        double copies = new Spread(results.copies()).median();
        double publishes = new Spread(results.publishes()).median();
        RateChart chart = new RateChart(Math.max(copies, publishes));
        for (Results.Row row : results.rows()) {
            String cost =
                    String.format(Locale.ROOT, ", %.1f CPU s a million", row.median(Measured::cpuPerMillionOfAll));
            chart.bar(row.name(), row.median(Measured::sustained), Picture.OURS, cost);
        }
        chart.bar("COPY alone", copies, Picture.BESIDE, "");
        chart.bar("JetStream alone", publishes, Picture.BESIDE, "");
        return chart.of("Readings a second, acknowledged and stored, beside two limits of the machine");
    }

    void heading(String words) {
        y += BAR;
        picture.heading(y, words);
        y += BAR / 2;
    }

    void bar(String name, double rate, String colour, String remark) {
        picture.name(y, BAR, name);
        picture.bar(
                y,
                SCALE * Math.min(1, rate / most),
                BAR,
                colour,
                String.format(Locale.ROOT, "%,.0f/s%s", rate, remark));
        y += BAR + 8;
    }

    String of(String title) {
        return picture.of(y + 4, title);
    }
}
