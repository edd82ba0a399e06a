package io.telltale.bench.endtoend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What processes had used at a moment, by their name in the table.
 *
 * @param millis since 1970
 * @param cpuSeconds since each began, with its children, also those that have ended
 * @param residentBytes of the process itself; without those of many processes that share memory
 */
public record Usage(long millis, Map<String, Double> cpuSeconds, Map<String, Long> residentBytes) {

    public Usage {
        cpuSeconds = Map.copyOf(cpuSeconds);
        residentBytes = Map.copyOf(residentBytes);
    }

    /** CPU seconds that each used from one moment to another, between samples in proportion to the time. */
    public static Map<String, Double> cpuBetween(List<Usage> samples, long from, long to) {
        Map<String, Double> used = new HashMap<>();
        for (String name : samples.getLast().cpuSeconds.keySet()) {
            used.put(name, Math.max(0, cpuAt(samples, name, to) - cpuAt(samples, name, from)));
        }
        return used;
    }

    private static double cpuAt(List<Usage> samples, String name, long millis) {
        Usage before = samples.getFirst();
        for (Usage after : samples) {
            if (after.millis >= millis) {
                double share = after.millis == before.millis
                        ? 0
                        : Math.max(0, (millis - before.millis) / (double) (after.millis - before.millis));
                return before.cpu(name) + share * (after.cpu(name) - before.cpu(name));
            }
            before = after;
        }
        return before.cpu(name);
    }

    private double cpu(String name) {
        return cpuSeconds.getOrDefault(name, 0d);
    }

    /** The most memory that each had. */
    public static Map<String, Long> mostResident(List<Usage> samples) {
        Map<String, Long> most = new HashMap<>();
        samples.forEach(sample -> sample.residentBytes.forEach((name, bytes) -> most.merge(name, bytes, Long::max)));
        return most;
    }
}
