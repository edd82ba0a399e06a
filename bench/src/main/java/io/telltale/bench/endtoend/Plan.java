package io.telltale.bench.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is measured, for how long, and where the result goes.
 *
 * @param cases readings in a message, one case each
 * @param rates readings a second asked for in every case; empty for the goal of the case and then half of what it sustained
 * @param each how long one load lasts
 * @param rounds how often everything is measured
 * @param warmUp load before anything counts
 */
record Plan(
        List<Integer> cases,
        List<Integer> rates,
        Duration each,
        int rounds,
        Duration warmUp,
        Optional<Path> json,
        Optional<Path> svg) {

    static final int CONNECTIONS = 1_000;

    private static final String USAGE = "usage: ./telltale bench [--quick] [--cases 1,10] [--rates LIST] [--seconds 30]"
            + " [--rounds 3] [--json FILE] [--svg FILE]";

    static Plan of(String... arguments) {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        List<String> rest =
                Arrays.stream(arguments).filter(word -> !word.equals("--quick")).toList();
        Plan plan = new Plan(
                List.of(1, 10),
                List.of(),
                Duration.ofSeconds(quick ? 8 : 30),
                quick ? 1 : 3,
                Duration.ofSeconds(quick ? 25 : 30),
                Optional.empty(),
                Optional.empty());
        for (int i = 0; i < rest.size(); i += 2) {
            if (i + 1 == rest.size()) {
                throw new IllegalArgumentException(rest.get(i) + " needs a value, or is no option\n" + USAGE);
            }
            plan = plan.with(rest.get(i), rest.get(i + 1));
        }
        return plan;
    }

    private Plan with(String option, String value) {
        return switch (option) {
            case "--cases" -> new Plan(numbers(value, 100), rates, each, rounds, warmUp, json, svg);
            case "--rates" -> new Plan(cases, numbers(value, 1_000_000), each, rounds, warmUp, json, svg);
            case "--seconds" ->
                new Plan(cases, rates, Duration.ofSeconds(number(value, 600)), rounds, warmUp, json, svg);
            case "--rounds" -> new Plan(cases, rates, each, number(value, 20), warmUp, json, svg);
            case "--json" -> new Plan(cases, rates, each, rounds, warmUp, Optional.of(Path.of(value)), svg);
            case "--svg" -> new Plan(cases, rates, each, rounds, warmUp, json, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("no such option: " + option + "\n" + USAGE);
        };
    }

    /** Loads, limits and the start, for the progress line. */
    int steps() {
        return 2 + rounds * (cases.size() * (rates.isEmpty() ? 2 : rates.size()) + 2);
    }

    /** What the project wants to sustain on two cores, in readings a second. */
    static double goal(int readingsPerMessage) {
        return readingsPerMessage == 1 ? 75_000 : 130_000;
    }

    private static List<Integer> numbers(String list, int most) {
        return Arrays.stream(list.split(",")).map(word -> number(word, most)).toList();
    }

    private static int number(String word, int most) {
        if (!word.matches("[1-9][0-9]{0,6}") || Integer.parseInt(word) > most) {
            throw new IllegalArgumentException("not a number from 1 to " + most + ": " + word + "\n" + USAGE);
        }
        return Integer.parseInt(word);
    }
}
