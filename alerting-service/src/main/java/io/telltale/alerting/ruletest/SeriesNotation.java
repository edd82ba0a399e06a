package io.telltale.alerting.ruletest;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Promtool's notation of many values, parted by blanks: {@code 5} is one, {@code 5x3} the same one and three more, {@code
 * 20+2x3} stands for {@code 20 22 24 26}, {@code 20-2x3} for {@code 20 18 16 14}, {@code _} for a reading that is missing and
 * {@code _x3} for three of them.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series">Unit testing for rules</a>
 */
final class SeriesNotation {

    /** Most values of one series. */
    static final int MAX_VALUES = 200_000;

    private static final String NUMBER = "(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d{1,3})?";
    private static final Pattern VALUES =
            Pattern.compile("(?<first>[-+]?" + NUMBER + ")(?:(?<step>[-+]" + NUMBER + ")?x(?<times>\\d{1,7}))?");
    private static final Pattern MISSING = Pattern.compile("_(?:x(?<times>\\d{1,7}))?");

    private double[] values = new double[64];
    private int size;

    private SeriesNotation() {}

    /**
     * The values; NaN for one that is missing.
     *
     * @throws IllegalArgumentException saying which part is no such notation
     */
    static double[] parse(String text) {
        SeriesNotation notation = new SeriesNotation();
        for (String part : text.strip().split("\\s+")) {
            if (!part.isEmpty()) {
                notation.add(part);
            }
        }
        return Arrays.copyOf(notation.values, notation.size);
    }

    private void add(String part) {
        Matcher missing = MISSING.matcher(part);
        Matcher values = VALUES.matcher(part);
        if (missing.matches()) {
            String times = missing.group("times");
            append(part, times == null ? 1 : Integer.parseInt(times), Double.NaN, 0);
        } else if (values.matches()) {
            String times = values.group("times");
            String step = values.group("step");
            append(
                    part,
                    times == null ? 1 : 1 + Integer.parseInt(times),
                    Double.parseDouble(values.group("first")),
                    step == null ? 0 : Double.parseDouble(step));
        } else {
            throw new IllegalArgumentException(
                    "'" + part + "' is none of: a number, 5x3, 20+2x3, 20-2x3, _ for a missing one, _x3");
        }
    }

    private void append(String part, int count, double first, double step) {
        if (size + count > MAX_VALUES) {
            throw new IllegalArgumentException("with '" + part + "' there are more than " + MAX_VALUES + " values");
        }
        if (size + count > values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, size + count));
        }
        for (int i = 0; i < count; i++) {
            values[size++] = first + i * step;
        }
    }
}
