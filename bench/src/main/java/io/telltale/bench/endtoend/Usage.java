package io.telltale.bench.endtoend;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What processes had used at a moment, by their name in the table.
 *
 * @param millis since 1970
 * @param cpuSeconds since each began, with its children, also those that have ended
 * @param residentBytes of the process itself; without those of many processes that share memory
 * @param shareBytes the same, but of a page that several processes have each has its share; nothing where it was not looked for
 */
public record Usage(
        long millis, Map<String, Double> cpuSeconds, Map<String, Long> residentBytes, Map<String, Long> shareBytes) {

    public Usage {
        cpuSeconds = Map.copyOf(cpuSeconds);
        residentBytes = Map.copyOf(residentBytes);
        shareBytes = Map.copyOf(shareBytes);
    }

    /**
     * CPU seconds that each used from one moment to another, between samples in proportion to the time; of one that ended, up to the last
     * sample that has it.
     */
    public static Map<String, Double> cpuBetween(List<Usage> samples, long from, long to) {
        Map<String, Double> used = new HashMap<>();
        samples.stream()
                .flatMap(sample -> sample.cpuSeconds.keySet().stream())
                .distinct()
                .forEach(name -> used.put(name, Math.max(0, cpuAt(samples, name, to) - cpuAt(samples, name, from))));
        return used;
    }

    private static double cpuAt(List<Usage> samples, String name, long millis) {
        long before = samples.getFirst().millis;
        double used = samples.getFirst().cpu(name);
        for (Usage after : samples) {
            double then = after.cpuSeconds.getOrDefault(name, used); // who has ended uses no more
            if (after.millis >= millis) {
                double share =
                        after.millis == before ? 0 : Math.max(0, (millis - before) / (double) (after.millis - before));
                return used + share * (then - used);
            }
            before = after.millis;
            used = then;
        }
        return used;
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

    /** The most memory that these had together at one moment, a page that several of them share counted once. */
    public static long mostTogether(List<Usage> samples, Collection<String> names) {
        return samples.stream()
                .mapToLong(sample -> names.stream()
                        .mapToLong(name -> sample.shareBytes.getOrDefault(name, 0L))
                        .sum())
                .max()
                .orElse(0);
    }
}
