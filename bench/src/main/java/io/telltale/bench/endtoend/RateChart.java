package io.telltale.bench.endtoend;

import io.telltale.bench.durability.Spread;
import java.util.Locale;

/** Readings a second of every load and of the limits, as bars of one linear scale. Pure. */
final class RateChart {

    private static final int WIDTH = 760;
    private static final int LEFT = 190;
    private static final int SCALE = 400;
    private static final int BAR = 18;
    private static final String OURS = "#1f6f8b";
    private static final String LIMIT = "#b9c4d0";

    private final StringBuilder svg = new StringBuilder();
    private final double most;
    private int y = 12;

    private RateChart(double most) {
        this.most = most;
    }

    static String of(Results results) {
        double copies = new Spread(results.copies()).median();
        double publishes = new Spread(results.publishes()).median();
        RateChart chart = new RateChart(Math.max(copies, publishes));
        for (Results.Row row : results.rows()) {
            chart.bar(
                    row.name(),
                    row.median(Measured::sustained),
                    OURS,
                    String.format(Locale.ROOT, ", %.1f CPU s a million", row.median(Measured::cpuPerMillionOfAll)));
        }
        chart.bar("COPY alone", copies, LIMIT, "");
        chart.bar("JetStream alone", publishes, LIMIT, "");
        return chart.whole();
    }

    private void bar(String name, double rate, String colour, String remark) {
        double length = SCALE * Math.min(1, rate / most);
        text(LEFT - 10, "end", name);
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>%n",
                LEFT,
                y,
                length,
                BAR,
                colour));
        text(LEFT + (int) length + 6, "start", String.format(Locale.ROOT, "%,.0f/s%s", rate, remark));
        y += BAR + 8;
    }

    private void text(int x, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y + BAR - 5, anchor, words));
    }

    private String whole() {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                                + "font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#22303c\">%n",
                        WIDTH,
                        y + 4,
                        WIDTH,
                        y + 4)
                + "<title>Readings a second, acknowledged and stored, beside two limits of the machine</title>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + svg + "</svg>\n";
    }
}
