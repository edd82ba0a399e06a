package io.telltale.simulator.chaos;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report for people: a row for each fault, the totals, the verdict. */
final class ChaosText {

    private static final String ROW = "  %-44s %12s %10s %6s %10s %9s %7s%n";

    private ChaosText() {}

    static String of(ChaosReport report) {
        StringBuilder text = new StringBuilder();
        line(text, ROW, "fault", "acknowledged", "stored", "lost", "duplicated", "recovery", "ready");
        for (ChaosReport.Row row : report.faults()) {
            line(
                    text,
                    ROW,
                    row.fault(),
                    row.acknowledged(),
                    row.stored(),
                    row.lost(),
                    row.duplicated(),
                    seconds(row.recoverMillis()),
                    seconds(row.readyMillis()));
        }
        line(text, ROW, "all", report.acknowledged(), report.stored(), report.lost(), report.duplicated(), "", "");
        report.named().forEach(name -> line(text, "    %s%n", name));
        AlertAccount alerts = report.alerts();
        line(
                text,
                "  alerts        %d crossings, missing %d, doubled %d, unresolved %d, not notified %d, notified twice %d, wrongly signed %d%n",
                alerts.crossings(),
                alerts.missing(),
                alerts.doubled(),
                alerts.unresolved(),
                alerts.unnotified(),
                alerts.doublyNotified(),
                alerts.forged());
        DeadLetterAccount letters = report.deadLetters();
        line(
                text,
                "  dead letters  %d malformed messages answered, %d parked, missing %d%n",
                letters.answered(),
                letters.found(),
                letters.missing());
        notes(text, report);
        return text.toString();
    }

    static String verdict(ChaosReport report) {
        return report.problems().isEmpty()
                ? "✔ all " + report.acknowledged()
                        + " acknowledged readings are stored exactly once, every alert was told of once (seed "
                        + report.seed() + ")"
                : "✘ " + String.join("; ", report.problems()) + " (seed " + report.seed() + ")";
    }

    private static void notes(StringBuilder text, ChaosReport report) {
        note(text, report.unacknowledged(), "published and never acknowledged");
        note(text, report.reconnects(), "connections came back");
        note(text, report.resent(), "messages were sent again after a break");
        note(text, report.sentAgain(), "of them through the broker though it had acknowledged them");
        note(text, report.alerts().repeated(), "webhooks came again under their id");
        note(text, report.deadLetters().repeated(), "dead letters are repeats");
        if (!report.untried().isEmpty()) {
            line(text, "  no time for   %s%n", String.join(", ", report.untried()));
        }
    }

    private static void note(StringBuilder text, long count, String what) {
        if (count > 0) {
            line(text, "  %,13d %s%n", count, what);
        }
    }

    private static String seconds(@Nullable Long millis) {
        return millis == null ? "-" : String.format(Locale.ROOT, "%.1f s", millis / 1000d);
    }

    @SuppressWarnings("AnnotateFormatMethod") // formats are constants of this class
    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
