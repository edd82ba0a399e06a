package io.telltale.simulator.detection;

import io.telltale.anomaly.detect.Detector;
import io.telltale.simulator.signal.FaultKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found of the faults of a trial.
 *
 * @param falseAlarms scores of what was said without a fault, also of those too low to be reported
 * @param readings that were scored
 */
record Quality(List<Suffered> faults, List<Double> falseAlarms, long readings) {

    static final Quality NONE = new Quality(List.of(), List.of(), 0);

    private static final double TEN_THOUSAND = 10_000;

    Quality {
        faults = List.copyOf(faults);
        falseAlarms = List.copyOf(falseAlarms);
    }

    static Quality all(Map<FaultKind, Quality> kinds) {
        return kinds.values().stream().reduce(NONE, Quality::and);
    }

    Quality and(Quality other) {
        return new Quality(
                Stream.concat(faults.stream(), other.faults.stream()).toList(),
                Stream.concat(falseAlarms.stream(), other.falseAlarms.stream()).toList(),
                readings + other.readings);
    }

    long found(double threshold) {
        return faults.stream().filter(fault -> fault.highest() >= threshold).count();
    }

    long falseAlarms(double threshold) {
        return falseAlarms.stream().filter(score -> score >= threshold).count();
    }

    /** Found among those that were there. */
    double recall(double threshold) {
        return (double) found(threshold) / faults.size();
    }

    /** Faults found among faults found and false alarms. */
    double precision(double threshold) {
        long found = found(threshold);
        return found == 0 ? 0 : (double) found / (found + falseAlarms(threshold));
    }

    double falseAlarmsInTenThousand(double threshold) {
        return falseAlarms(threshold) * TEN_THOUSAND / readings;
    }

    /** Median from beginning to finding over those found at the standard threshold, microseconds; -1 when none was. */
    long delay() {
        List<Long> delays = faults.stream()
                .flatMap(fault -> fault.alarm().stream())
                .map(Suffered.Alarm::delay)
                .sorted()
                .toList();
        return delays.isEmpty() ? -1 : delays.get(delays.size() / 2);
    }

    /** Which view was first to say so, how often. */
    Map<Detector, Long> by() {
        return faults.stream()
                .flatMap(fault -> fault.alarm().stream())
                .collect(Collectors.groupingBy(Suffered.Alarm::by, TreeMap::new, Collectors.counting()));
    }
}
