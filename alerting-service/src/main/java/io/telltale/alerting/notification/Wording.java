package io.telltale.alerting.notification;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A notification in words, for forms that people read: one line of what it is about, one for each of the first alerts. */
record Wording(Notification n) {

    /** Most alerts that a message lists; it says how many there are beyond. */
    static final int LISTED = 10;

    private static final int MAX_LINE = 300;

    /** Such as {@code [FIRING:2] Too hot}. */
    String title() {
        long count =
                n.alerts().stream().filter(told -> told.firing() == n.firing()).count() + n.truncated();
        return cut("[" + (n.firing() ? "FIRING:" : "RESOLVED:") + count + "] " + subject());
    }

    /** The first alerts. */
    List<Told> listed() {
        return n.alerts().stream().limit(LISTED).toList();
    }

    /** Such as {@code and 12 more}; empty when all are listed. */
    String rest() {
        int more = n.alerts().size() - listed().size() + n.truncated();
        return more == 0 ? "" : "and " + more + " more";
    }

    /** Such as {@code critical: temperature of pump-7 is 31.5, above 30}. */
    static String line(Told told) {
        String summary = told.annotations().getOrDefault("summary", told.alert().summary());
        return cut((told.firing() ? told.alert().severity().wire() : "resolved") + ": " + summary);
    }

    private String subject() {
        if (n.alone()) {
            return n.alerts().getFirst().alert().ruleName() + " "
                    + n.alerts().getFirst().alert().series().device();
        }
        String labels = new TreeMap<>(n.groupLabels()).values().stream().collect(Collectors.joining(" "));
        return labels.isEmpty() ? n.receiver() : labels;
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        int end = Math.min(line.length(), MAX_LINE);
        // Never between the halves of a character.
        return end == line.length()
                ? line
                : line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
