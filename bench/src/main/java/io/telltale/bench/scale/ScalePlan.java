package io.telltale.bench.scale;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many of what, and where the result goes; what is zero or empty is not measured.
 *
 * @param connections on one gateway
 * @param devices in the registry when services start
 * @param series one load each, one after the other on the same platform
 * @param rate readings a second of the series' loads
 * @param each how long one of them lasts, without its warm-up
 */
record ScalePlan(int connections, int devices, List<Integer> series, int rate, Duration each, Optional<Path> json) {

    private static final int MOST_SERIES_BY_DEFAULT = 100_000;

    private static final String USAGE = "usage: ./telltale bench --scale [--connections 10000] [--devices 100000]"
            + " [--series 1000,100000] [--rate 40000] [--seconds 35] [--json FILE]; with any of the first three, only those";

    static ScalePlan of(String... arguments) {
        ScalePlan all = new ScalePlan(
                10_000, 100_000, List.of(1_000, 100_000), 40_000, Duration.ofSeconds(35), Optional.empty());
        ScalePlan plan = Arrays.stream(arguments).anyMatch(List.of("--connections", "--devices", "--series")::contains)
                ? new ScalePlan(0, 0, List.of(), all.rate, all.each, all.json)
                : all;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value, or is no option\n" + USAGE);
            }
            plan = plan.with(arguments[i], arguments[i + 1]);
        }
        return plan;
    }

    private ScalePlan with(String option, String value) {
        return switch (option) {
            case "--connections" -> new ScalePlan(number(value, 14_000), devices, series, rate, each, json);
            case "--devices" -> new ScalePlan(connections, number(value, 1_000_000), series, rate, each, json);
            case "--series" -> new ScalePlan(connections, devices, numbers(value), rate, each, json);
            case "--rate" -> new ScalePlan(connections, devices, series, number(value, 500_000), each, json);
            case "--seconds" ->
                new ScalePlan(connections, devices, series, rate, Duration.ofSeconds(number(value, 600)), json);
            case "--json" -> new ScalePlan(connections, devices, series, rate, each, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("no such option: " + option + "\n" + USAGE);
        };
    }

    /** What a platform is given beyond its defaults so that it may have that many series: limits, and a heap that holds them. */
    Map<String, String> roomForSeries() {
        int most = series.stream().mapToInt(Integer::intValue).sum(); // each load has its own
        return most <= MOST_SERIES_BY_DEFAULT
                ? Map.of()
                : Map.of(
                        "TELLTALE_ANOMALY_SERIES_PER_TENANT", Integer.toString(most),
                        "TELLTALE_ANOMALY_SERIES_PER_SHARD", Integer.toString(most),
                        "TELLTALE_JAVA_OPTIONS", "-Xmx" + (512 + most / 400) + "m");
    }

    private static List<Integer> numbers(String list) {
        return Arrays.stream(list.split(","))
                .map(word -> number(word, 2_000_000))
                .toList();
    }

    private static int number(String word, int most) {
        if (!word.matches("[1-9][0-9]{0,6}") || Integer.parseInt(word) > most) {
            throw new IllegalArgumentException("not a number from 1 to " + most + ": " + word + "\n" + USAGE);
        }
        return Integer.parseInt(word);
    }
}
