package io.telltale.simulator.detection;

import io.telltale.anomaly.detect.Detector;
import io.telltale.simulator.signal.FaultKind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was measured, as {@code docs/detection.md} shows it. */
final class FaultTables {

    private static final double STANDARD = FaultTrial.THRESHOLD;
    private static final List<Double> THRESHOLDS = List.of(0.2, 0.3, 0.4, 0.5, 0.7);
    private static final double SECOND = 1e6;
    private static final double DAY = 86_400 * SECOND;

    private FaultTables() {}

    static String markdown(FaultMeasurements measured) {
        return String.join(
                "\n",
                fleet(measured),
                kinds(measured),
                thresholds(measured),
                shares(measured),
                circumstances(measured));
    }

    private static String fleet(FaultMeasurements measured) {
        FaultTrial.Plan plan = measured.plan();
        return text(
                """
                %d machines of a fleet with seed %d, %d series; %.0f days without a fault, then %.0f with; a reading every %.0f s, a fault
                every %.0f hours in each machine; %,d readings scored for each row. Of %,d faults of no size at all %d are "found", by chance.
                """,
                plan.machines(),
                plan.seed(),
                measured.series(),
                plan.past() / DAY,
                plan.lasts() / DAY,
                plan.step() / SECOND,
                1 / plan.faultsPerHour(),
                measured.healthy().readings(),
                measured.byChance().faults().size(),
                measured.byChance().found(STANDARD));
    }

    private static String kinds(FaultMeasurements measured) {
        StringBuilder table = new StringBuilder("""
                | fault | found | recall | precision | false alarms in 10,000 | median delay | first said by |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        measured.standard().forEach((kind, quality) -> table.append(row(kind.word(), quality)));
        return table.append(row("all of these in one fleet", measured.mixed()))
                .append(text("| none | | | | %.2f | | |%n", measured.healthy().falseAlarmsInTenThousand(STANDARD)))
                .toString();
    }

    private static String row(String name, Quality quality) {
        return text(
                "| %s | %d of %d | %.2f | %.2f | %.2f | %s | %s |%n",
                name,
                quality.found(STANDARD),
                quality.faults().size(),
                quality.recall(STANDARD),
                quality.precision(STANDARD),
                quality.falseAlarmsInTenThousand(STANDARD),
                delay(quality.delay()),
                by(quality));
    }

    private static String delay(long micros) {
        double seconds = micros / SECOND;
        return micros < 0 ? "" : seconds < 120 ? text("%.0f s", seconds) : text("%.1f min", seconds / 60);
    }

    /** The views that were first in a tenth of the cases and more. */
    private static String by(Quality quality) {
        long found = quality.found(STANDARD);
        return quality.by().entrySet().stream()
                .sorted(Map.Entry.<Detector, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .filter(view -> view.getValue() * 10 >= found)
                .map(view -> text("`%s` %.0f %%", view.getKey().label(), 100.0 * view.getValue() / found))
                .collect(Collectors.joining(", "));
    }

    private static String thresholds(FaultMeasurements measured) {
        StringBuilder table = new StringBuilder("| found from this score on ");
        THRESHOLDS.forEach(threshold -> table.append(text("| %.1f ", threshold)));
        table.append("|\n| --- |").append(" --- |".repeat(THRESHOLDS.size())).append('\n');
        measured.standard().forEach((kind, quality) -> {
            table.append(text("| %s", kind.word()));
            THRESHOLDS.forEach(threshold -> table.append(cell(quality, q -> q.recall(threshold))));
            table.append(" |\n");
        });
        table.append("| false alarms in 10,000 readings");
        Quality all = Quality.all(measured.standard());
        THRESHOLDS.forEach(threshold -> table.append(cell(all, q -> q.falseAlarmsInTenThousand(threshold))));
        return table.append(" |\n").toString();
    }

    private static String shares(FaultMeasurements measured) {
        StringBuilder table = new StringBuilder("""
                | found of faults whose size (stuck, dropout: length) is | the fleet's own | half | a quarter |
                | --- | --- | --- | --- |
                """);
        for (FaultKind kind : FaultKind.values()) {
            table.append(text("| %s", kind.word()));
            FaultMeasurements.SIZES.forEach(
                    share -> table.append(cell(measured.bySize().get(share).get(kind), q -> q.recall(STANDARD))));
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String circumstances(FaultMeasurements measured) {
        StringBuilder table = new StringBuilder("| found with ");
        measured.byRate().keySet().forEach(rate -> table.append(text("| a fault every %.0f h ", 1 / rate)));
        measured.byStep().keySet().forEach(step -> table.append(text("| a reading every %d s ", step)));
        table.append("|\n| --- |")
                .append(" --- |"
                        .repeat(measured.byRate().size() + measured.byStep().size()))
                .append('\n');
        for (FaultKind kind : FaultKind.values()) {
            table.append(text("| %s", kind.word()));
            measured.byRate().values().forEach(kinds -> table.append(cell(kinds.get(kind), q -> q.recall(STANDARD))));
            measured.byStep().values().forEach(kinds -> table.append(cell(kinds.get(kind), q -> q.recall(STANDARD))));
            table.append(" |\n");
        }
        table.append("| false alarms in 10,000 readings");
        measured.byRate().values().forEach(kinds -> table.append(cell(Quality.all(kinds), FaultTables::falseAlarms)));
        measured.byStep().values().forEach(kinds -> table.append(cell(Quality.all(kinds), FaultTables::falseAlarms)));
        return table.append(" |\n").toString();
    }

    private static double falseAlarms(Quality quality) {
        return quality.falseAlarmsInTenThousand(STANDARD);
    }

    private static String cell(Quality quality, ToDoubleFunction<Quality> of) {
        return text(" | %.2f", of.applyAsDouble(quality));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
