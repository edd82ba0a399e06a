package io.telltale.simulator.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Lines over an axis, each named at its right end, as SVG; y runs from 0 to 1. */
final class LineChart {

    private static final List<String> COLORS =
            List.of("#1f6f8b", "#b0702a", "#6a4c93", "#22303c", "#2e8b57", "#c0392b");
    private static final int WIDTH = 760;
    private static final int LEFT = 56;
    private static final int PLOT_WIDTH = 580;
    private static final int TOP = 48;
    private static final int PLOT_HEIGHT = 260;
    private static final int HEIGHT = TOP + PLOT_HEIGHT + 52;
    private static final int LINE_HEIGHT = 15;

    /** A point of a line; a marked one gets a dot. */
    record Point(double x, double y, boolean marked) {}

    /** A named line. */
    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    /** A labelled place on the x axis. */
    record Tick(double x, String label) {}

    private final String title;
    private final String below;
    private final List<Tick> ticks;
    private final DoubleUnaryOperator share;

    /**
     * @param below what the x axis is
     * @param share where on the axis an x lies, 0 to 1
     */
    LineChart(String title, String below, List<Tick> ticks, DoubleUnaryOperator share) {
        this.title = title;
        this.below = below;
        this.ticks = List.copyOf(ticks);
        this.share = share;
    }

    String svg(List<Line> lines) {
        StringBuilder svg = new StringBuilder(text("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                font-family="system-ui, sans-serif" font-size="12" fill="#22303c">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="8" y="24" font-weight="700">%s</text>
                """, WIDTH, HEIGHT, WIDTH, HEIGHT, title, title));
        axes(svg);
        double[] names = names(lines);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), COLORS.get(i), names[i]);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            svg.append(text("""
                    <path stroke="#dde3e9" d="M%d %.1fh%d"/>
                    <text x="%d" y="%.1f" text-anchor="end">%d %%</text>
                    """, LEFT, y(tenth / 10.0), PLOT_WIDTH, LEFT - 6, y(tenth / 10.0) + 4, tenth * 10));
        }
        for (Tick tick : ticks) {
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x(tick.x()), TOP + PLOT_HEIGHT + 18, tick.label()));
        }
        svg.append(text(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#5b6b7a\">%s</text>%n",
                LEFT + PLOT_WIDTH / 2, TOP + PLOT_HEIGHT + 40, below));
    }

    private void line(StringBuilder svg, Line line, String color, double name) {
        svg.append(text("<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\" d=\"", color));
        String pen = "M";
        for (Point point : line.points()) {
            svg.append(text("%s%.1f %.1f", pen, x(point.x()), y(point.y())));
            pen = "L";
        }
        svg.append("\"/>\n");
        line.points().stream()
                .filter(Point::marked)
                .forEach(point -> svg.append(text(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", x(point.x()), y(point.y()), color)));
        svg.append(text(
                "<text x=\"%d\" y=\"%.1f\" fill=\"%s\" font-weight=\"700\">%s</text>%n",
                LEFT + PLOT_WIDTH + 10, name + 4, color, line.name()));
    }

    /** Heights of the names: beside the ends of their lines, but never over each other. */
    private static double[] names(List<Line> lines) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            order.add(i);
        }
        order.sort(
                Comparator.comparingDouble(i -> -lines.get(i).points().getLast().y()));
        double[] names = new double[lines.size()];
        double free = TOP;
        for (int i : order) {
            names[i] = Math.max(free, y(lines.get(i).points().getLast().y()));
            free = names[i] + LINE_HEIGHT;
        }
        return names;
    }

    private double x(double value) {
        return LEFT + PLOT_WIDTH * Math.clamp(share.applyAsDouble(value), 0.0, 1.0);
    }

    private static double y(double value) {
        return TOP + PLOT_HEIGHT * (1 - value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
