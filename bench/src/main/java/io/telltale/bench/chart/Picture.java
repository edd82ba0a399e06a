package io.telltale.bench.chart;

import java.util.Locale;

/**
 * An SVG of bars and words in the making, and what all of our pictures have in common: width, type and colours. Pixels, from the left
 * and the top. One thread.
 */
public final class Picture {

    /** Where bars begin; their names end before it. */
    public static final int LEFT = 190;

    public static final String OURS = "#1f6f8b";
    public static final String BESIDE = "#b9c4d0";

    private static final int WIDTH = 760;
    private static final int GAP = 6;

    private final StringBuilder svg = new StringBuilder();

    /** Words beside a bar of that height, which end where the bars begin. */
    public void name(int y, int height, String words) {
        text(LEFT - 10, y + height - 5, "end", "400", words);
    }

    /** A bar, and behind it what it means. */
    public void bar(int y, double length, int height, String colour, String words) {
        part(y, 0, length, height, colour);
        meaning(y, length, height, words);
    }

    /** Words behind a bar. */
    public void meaning(int y, double length, int height, String words) {
        text(LEFT + (int) length + GAP, y + height - Math.min(5, height / 4), "start", "400", words);
    }

    /** A part of a bar, from so far behind its beginning. */
    public void part(int y, double from, double length, int height, String colour) {
        rectangle(LEFT + (int) Math.round(from), y, length, height, colour);
    }

    public void heading(int baseline, String words) {
        text(8, baseline, "start", "700", words);
    }

    /** What a colour means. */
    public void legend(int x, int baseline, String colour, String words) {
        rectangle(x, baseline - 10, 11, 11, colour);
        text(x + 16, baseline, "start", "400", words);
    }

    private void rectangle(int x, int y, double width, int height, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                colour));
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

    /** The whole of it. */
    public String of(int height, String title) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                                + "font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#22303c\">%n",
                        WIDTH,
                        height,
                        WIDTH,
                        height)
                + "<title>" + title + "</title>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + svg + "</svg>\n";
    }
}
