package io.telltale.anomaly.replay;

import io.telltale.anomaly.replay.ScoredSeries.Finding;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A series as SVG: its values before the band of what was usual at the time, the scores below, and each finding with what was
 * expected and why (as its title). The plot is as high as the values; a band that is wider is cut off.
 */
final class SeriesPlot {

    private static final int WIDTH = 1200;
    private static final int VALUES = 300;
    private static final int SCORES = 60;
    private static final int MARGIN = 40;
    /** Columns that one reading's band may fill; more is a gap. */
    private static final int WIDEST = 12;

    private final ScoredSeries series;
    private final double low;
    private final double high;
    private final long first;
    private final long last;

    SeriesPlot(ScoredSeries series) {
        this.series = series;
        CsvSeries rows = series.rows();
        this.low = values().min().orElse(0);
        this.high = values().max().orElse(1);
        this.first = IntStream.range(0, rows.size())
                .mapToLong(i -> rows.micros()[i])
                .min()
                .orElse(0);
        this.last = IntStream.range(0, rows.size())
                .mapToLong(i -> rows.micros()[i])
                .max()
                .orElse(1);
    }

    private DoubleStream values() {
        return IntStream.range(0, series.rows().size())
                .mapToDouble(i -> series.rows().values()[i])
                .filter(Double::isFinite);
    }

    String svg(Path name) {
        StringBuilder svg = new StringBuilder();
        int height = VALUES + SCORES + 2 * MARGIN;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                        + "<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s</text>%n",
                WIDTH + 2 * MARGIN,
                height,
                MARGIN,
                text(name.toString())));
        svg.append("<path fill=\"#d7e8d4\" d=\"").append(band()).append("\"/>\n");
        series.findings().forEach(f -> expected(svg, f));
        svg.append("<path fill=\"none\" stroke=\"#35608f\" stroke-width=\"0.8\" d=\"")
                .append(line())
                .append("\"/>\n");
        scores(svg);
        series.findings().forEach(f -> mark(svg, f));
        axis(svg);
        return svg.append("</svg>\n").toString();
    }

    /** What was usual, a column of one point's width at a time, so that a year is not a larger drawing than a day. */
    private String band() {
        double[] tops = new double[WIDTH + 1];
        double[] bottoms = new double[WIDTH + 1];
        Arrays.fill(tops, Double.NaN);
        Arrays.fill(bottoms, Double.NaN);
        for (int i = 0; i < series.rows().size(); i++) {
            if (!Double.isNaN(series.lows()[i])) {
                int column = (int) (x(i) - MARGIN);
                tops[column] = higher(tops[column], y(within(series.highs()[i])));
                bottoms[column] = -higher(-bottoms[column], -y(within(series.lows()[i])));
            }
        }
        StringBuilder path = new StringBuilder();
        for (int column = 0; column <= WIDTH; column++) {
            if (!Double.isNaN(tops[column])) {
                int next = column + 1;
                while (next < WIDTH && next - column < WIDEST && Double.isNaN(tops[next])) {
                    next++;
                }
                path.append(String.format(
                        Locale.ROOT,
                        "M%d %.1fH%dV%.1fH%dz",
                        MARGIN + column,
                        tops[column],
                        MARGIN + (next - column < WIDEST ? next : column + 1),
                        bottoms[column],
                        MARGIN + column));
            }
        }
        return path.toString();
    }

    private static double higher(double y, double other) {
        return y <= other ? y : other;
    }

    private double within(double value) {
        return Math.max(low, Math.min(high, value));
    }

    private void expected(StringBuilder svg, Finding finding) {
        double top = y(within(finding.high()));
        double bottom = y(within(finding.low()));
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"6\" height=\"%.1f\" fill=\"#8fbf8f\" opacity=\"0.6\"/>%n",
                x(finding.row()) - 3,
                Math.min(top, bottom),
                Math.max(1, Math.abs(bottom - top))));
    }

    private void mark(StringBuilder svg, Finding finding) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#c0392b\"><title>%s: %s (%s, score %.3f)</title></circle>%n",
                x(finding.row()),
                y(finding.value()),
                text(series.rows().stamps().get(finding.row())),
                text(finding.reason()),
                finding.detector(),
                finding.score()));
    }

    private String line() {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < series.rows().size(); i++) {
            double value = series.rows().values()[i];
            if (Double.isFinite(value)) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", x(i), y(value)));
            }
            pen = Double.isFinite(value);
        }
        return path.toString();
    }

    private void scores(StringBuilder svg) {
        int base = MARGIN + VALUES + SCORES + 10;
        svg.append("<path fill=\"none\" stroke=\"#b0702a\" stroke-width=\"0.8\" d=\"");
        for (int i = 0; i < series.rows().size(); i++) {
            if (series.scores()[i] > 0.05) {
                svg.append(String.format(Locale.ROOT, "M%.1f %dv-%.1f", x(i), base, series.scores()[i] * SCORES));
            }
        }
        svg.append(String.format(Locale.ROOT, "\"/>%n<path stroke=\"#888\" d=\"M%d %dh%d\"/>%n", MARGIN, base, WIDTH));
    }

    private void axis(StringBuilder svg) {
        if (series.rows().size() == 0) {
            return;
        }
        String from = series.rows().stamps().getFirst();
        String to = series.rows().stamps().getLast();
        int base = MARGIN + VALUES + SCORES + 26;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                        + "<text x=\"2\" y=\"%d\">%.5g</text><text x=\"2\" y=\"%d\">%.5g</text>%n",
                MARGIN,
                base,
                text(from),
                MARGIN + WIDTH,
                base,
                text(to),
                MARGIN - 4,
                high,
                MARGIN + VALUES + 10,
                low));
    }

    private double x(int row) {
        double span = Math.max(1, last - first);
        return MARGIN + WIDTH * (series.rows().micros()[row] - first) / span;
    }

    private double y(double value) {
        double span = high > low ? high - low : 1;
        return MARGIN + VALUES * (1 - (value - low) / span);
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
