package io.telltale.alerting.ruletest;

import io.telltale.events.Names;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series as it is named in a test, {@code temperature{device="pump-1", site="north"}}: the metric, the device, its profile
 * when {@code profile} is given, and every other label as a label of the device.
 */
record InputSeries(String metric, String device, Optional<String> profile, Map<String, String> labels) {

    private static final Pattern WHOLE = Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*\\{(.*)}\\s*");
    private static final Pattern LABEL =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"\\s*(,|$)");

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static InputSeries parse(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no series: write metric{device=\"name\", label=\"value\"}");
        }
        Map<String, String> labels = labels(text, whole.group(2));
        String device = labels.remove("device");
        if (device == null || !Names.valid(device)) {
            throw new IllegalArgumentException("'" + text + "' has no label device with the name of one");
        }
        if (!Names.valid(whole.group(1))) {
            throw new IllegalArgumentException("'" + whole.group(1) + "' is no name of a metric");
        }
        return new InputSeries(whole.group(1), device, Optional.ofNullable(labels.remove("profile")), labels);
    }

    private static Map<String, String> labels(String text, String inside) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(inside);
        int end = 0;
        while (end < inside.length() && label.find(end) && label.start() == end) {
            if (labels.put(label.group(1), label.group(2).replaceAll("\\\\(.)", "$1")) != null) {
                throw new IllegalArgumentException("'" + text + "' has " + label.group(1) + " twice");
            }
            end = label.end();
        }
        if (end < inside.length() && !inside.substring(end).isBlank()) {
            throw new IllegalArgumentException(
                    "'" + inside.substring(end).strip() + "' is no label: write name=\"value\"");
        }
        return labels;
    }
}
