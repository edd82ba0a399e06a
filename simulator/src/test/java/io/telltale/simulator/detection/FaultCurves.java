package io.telltale.simulator.detection;

import io.telltale.simulator.detection.LineChart.Line;
import io.telltale.simulator.detection.LineChart.Point;
import io.telltale.simulator.detection.LineChart.Tick;
import io.telltale.simulator.signal.FaultKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was measured, as pictures. */
final class FaultCurves {

    private static final double FEWEST = 0.005;
    private static final double MOST = 10;
    private static final int HUNDREDTHS = 100;

    private FaultCurves() {}

    /** How much is found of ever smaller faults. */
    static String sizes(FaultMeasurements measured) {
        LineChart chart = new LineChart(
                "Faults found at threshold 0.5, by their size",
                "size of the faults (stuck, dropout: length)",
                List.of(new Tick(0.25, "a quarter"), new Tick(0.5, "half"), new Tick(1, "as a fleet's")),
                share -> 0.05 + 0.9 * (Math.log(share) - Math.log(0.25)) / Math.log(4));
        return chart.svg(Arrays.stream(FaultKind.values())
                .map(kind -> new Line(
                        kind.word(),
                        FaultMeasurements.SIZES.reversed().stream()
                                .map(share -> new Point(
                                        share,
                                        measured.bySize().get(share).get(kind).recall(FaultTrial.THRESHOLD),
                                        true))
                                .toList()))
                .toList());
    }

    /** How much is found, against the false alarms that has to be paid with; the dot is the standard threshold. */
    static String thresholds(FaultMeasurements measured) {
        LineChart chart = new LineChart(
                "Faults found against false alarms, threshold 0.95 to 0.1; the dot is 0.5",
                "false alarms in 10,000 readings",
                List.of(new Tick(0.01, "0.01"), new Tick(0.1, "0.1"), new Tick(1, "1"), new Tick(10, "10")),
                rate -> Math.log(rate / FEWEST) / Math.log(MOST / FEWEST));
        return chart.svg(Arrays.stream(FaultKind.values())
                .map(kind -> new Line(kind.word(), curve(measured.standard().get(kind))))
                .toList());
    }

    private static List<Point> curve(Quality quality) {
        List<Point> points = new ArrayList<>();
        for (int hundredths = 95; hundredths >= 10; hundredths -= 5) {
            double threshold = (double) hundredths / HUNDREDTHS;
            double falseAlarms = quality.falseAlarmsInTenThousand(threshold);
            if (falseAlarms >= FEWEST && falseAlarms <= MOST) {
                points.add(new Point(falseAlarms, quality.recall(threshold), hundredths == HUNDREDTHS / 2));
            }
        }
        return points;
    }
}
