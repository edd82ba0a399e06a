package io.telltale.bench.durability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long and where to.
 *
 * @param rounds how often every case is measured
 * @param each how long one case runs in a round
 * @param json where the numbers go, if anywhere
 * @param svg where the chart goes, if anywhere
 */
record Plan(int rounds, Duration each, Optional<Path> json, Optional<Path> svg) {

    private static final String USAGE =
            "usage: DurabilityBenchmark [--rounds 5] [--millis 1000] [--json FILE] [--svg FILE]";

    static Plan of(String... arguments) {
        Plan plan = new Plan(5, Duration.ofSeconds(1), Optional.empty(), Optional.empty());
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            plan = switch (arguments[i]) {
                case "--rounds" -> new Plan(number(value, 100), plan.each, plan.json, plan.svg);
                case "--millis" -> new Plan(plan.rounds, Duration.ofMillis(number(value, 60_000)), plan.json, plan.svg);
                case "--json" -> new Plan(plan.rounds, plan.each, Optional.of(Path.of(value)), plan.svg);
                case "--svg" -> new Plan(plan.rounds, plan.each, plan.json, Optional.of(Path.of(value)));
                default -> throw new IllegalArgumentException("no such option: " + arguments[i] + "\n" + USAGE);
            };
        }
        return plan;
    }

    /** Compiles the code and touches the files before anything counts. */
    Duration warmUp() {
        return each.dividedBy(2);
    }

    private static int number(String value, int most) {
        if (!value.matches("[1-9][0-9]{0,5}") || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException("not a number from 1 to " + most + ": " + value + "\n" + USAGE);
        }
        return Integer.parseInt(value);
    }
}
