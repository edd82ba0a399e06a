package io.telltale.simulator.load;

import java.util.Locale;

/** A run's report for people. */
final class LoadText {

    private LoadText() {}

    static String of(LoadReport report) {
        Reconciliation.Tally tally = report.tally();
        StringBuilder text = new StringBuilder();
        line(text, "published", tally.published(), note(report));
        line(text, "acknowledged", tally.acknowledged(), "");
        line(
                text,
                "refused",
                tally.refused(),
                report.refusedMessages().isEmpty() ? "" : " " + report.refusedMessages());
        line(text, "unacknowledged", tally.unacknowledged(), "");
        line(text, "stored", tally.stored(), report.storeSettled() ? "" : "  (the store had not settled)");
        line(text, "lost", tally.lost(), "  " + tally.lostReadings());
        line(text, "duplicated", tally.duplicated(), "  " + tally.duplicatedReadings());
        if (tally.strangers() > 0) {
            line(text, "not ours", tally.strangers(), "  (rows of these devices and times that this run did not send)");
        }
        if (report.reconnects() > 0 || report.resentMessages() > 0) {
            line(text, "reconnects", report.reconnects(), "  (" + report.resentMessages() + " messages sent again)");
        }
        latency(text, "publish → acknowledged", report.publishToAcknowledged());
        latency(text, "publish → stored", report.publishToStored());
        text.append(String.format(
                Locale.ROOT, "  stored is seen at most %.1f ms late%n", report.publishToStoredResolution()));
        return text.toString();
    }

    /** The verdict in one line. */
    static String verdict(LoadReport report) {
        Reconciliation.Tally tally = report.tally();
        if (!tally.exact()) {
            return "✘ NOT every acknowledged reading is stored exactly once: lost " + tally.lost() + ", duplicated "
                    + tally.duplicated();
        }
        if (tally.acknowledged() == 0) {
            return "✘ nothing was acknowledged, so nothing is proved";
        }
        String rest = tally.refused() + tally.unacknowledged() == 0
                ? ""
                : " (refused " + tally.refused() + ", unacknowledged " + tally.unacknowledged() + ")";
        return "✔ all " + tally.acknowledged() + " acknowledged readings are stored exactly once" + rest;
    }

    private static String note(LoadReport report) {
        String rate = String.format(Locale.ROOT, "  (%.0f a second)", report.achievedRate());
        return report.tally().published() < report.scheduled() ? rate + " of " + report.scheduled() + " due" : rate;
    }

    private static void line(StringBuilder text, String what, long count, String note) {
        text.append(String.format(Locale.ROOT, "  %-16s %,12d", what, count));
        text.append(count == 0 && !what.equals("stored") ? "" : note).append(System.lineSeparator());
    }

    private static void latency(StringBuilder text, String what, LatencyRecorder.Latency latency) {
        text.append(String.format(
                Locale.ROOT,
                "  %-24s p50 %.1f ms  p95 %.1f  p99 %.1f  max %.1f  (%d measured)%n",
                what,
                latency.p50(),
                latency.p95(),
                latency.p99(),
                latency.max(),
                latency.count()));
    }
}
