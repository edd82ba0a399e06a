package io.telltale.bench.durability;

import java.util.List;
import java.util.Locale;

/** The results as a picture: a pair of bars for each size of batch, on a logarithmic scale, since the range is a thousandfold. */
final class BarChart {

    private static final int WIDTH = 760;
    private static final int LEFT = 190;
    private static final int SCALE = 440;
    private static final int BAR = 13;
    private static final double LEAST = 2; // 10², the left end of the scale
    private static final double MOST = 7.5;

    private final StringBuilder svg = new StringBuilder();
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
        return chart.whole();
    }

    private void group(List<Result> results, String target, String title, String relaxed, String durable) {
        text(8, y, "start", "700", title);
        legend(LEFT + 120, relaxed, "#b9c4d0");
        legend(LEFT + 320, durable, "#1f6f8b");
        y += 14;
        for (int batch : Result.batches(results, target)) {
            text(LEFT - 10, y + BAR + 4, "end", "400", String.format(Locale.ROOT, "%,d", batch));
            bar(Result.find(results, target, batch, false), "#b9c4d0", "");
            bar(
                    Result.find(results, target, batch, true),
                    "#1f6f8b",
                    String.format(
                            Locale.ROOT,
                            "  costs %.1f×",
                            Result.cost(results, target, batch).median()));
            y += 8;
        }
        y += 24;
    }

    private void legend(int x, String label, String colour) {
        svg.append(String.format(
                Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"11\" height=\"11\" fill=\"%s\"/>%n", x, y - 10, colour));
        text(x + 16, y, "start", "400", label);
    }

    private void bar(Result result, String colour, String remark) {
        double length = SCALE * (Math.max(LEAST, Math.log10(result.rounds().median())) - LEAST) / (MOST - LEAST);
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>%n",
                LEFT,
                y,
                length,
                BAR,
                colour));
        text(
                LEFT + (int) length + 6,
                y + BAR - 2,
                "start",
                "400",
                readable(result.rounds().median()) + "/s" + remark);
        y += BAR + 1;
    }

    private void text(int x, int baseline, String anchor, String weight, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n",
                x,
                baseline,
                anchor,
                weight,
                words));
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

    private String whole() {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                                + "font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#22303c\">%n",
                        WIDTH,
                        y,
                        WIDTH,
                        y)
                + "<title>Readings a second with and without the wait for the disk, logarithmic</title>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + svg + "</svg>\n";
    }
}
