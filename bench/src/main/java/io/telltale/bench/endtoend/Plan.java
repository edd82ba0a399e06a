package io.telltale.bench.endtoend;

import io.telltale.bench.peers.Peer;
import io.telltale.bench.peers.Peers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is measured, for how long, and where the result goes.
 *
 * @param rates readings a second asked for in every case; empty for what is aimed at and then half of what was sustained
 * @param goal readings a second aimed at in every case, where it is not the case's own
 * @param search whether the most that is held is looked for, around what is aimed at, and taken instead of it
 * @param each how long one load lasts
 * @param rounds how often everything is measured
 * @param warmUp load of each kind before anything counts
 * @param svg the folder of the pictures
 * @param peers who else does the job
 */
record Plan(
        List<Case> cases,
        List<Integer> rates,
        OptionalInt goal,
        boolean search,
        Duration each,
        int rounds,
        Duration warmUp,
        Optional<Path> json,
        Optional<Path> svg,
        List<Peer> peers) {

    private static final String USAGE =
            "usage: ./telltale bench [--quick] [--cases one,ten] [--goal RATE | --rates LIST] [--search]"
                    + " [--seconds 60] [--rounds 3] [--peers [NAMES]] [--json FILE] [--svg FOLDER]";

    private static final int FASTEST = 1_000_000;

    static Plan of(String... arguments) {
        Options options = Options.of(
                USAGE,
                List.of("--quick", "--search"),
                List.of("--cases", "--rates", "--goal", "--seconds", "--rounds", "--json", "--svg"),
                List.of("--peers"),
                arguments);
        boolean quick = options.has("--quick");
        return new Plan(
                options.value("--cases").map(Case::named).orElse(List.of(Case.ONE, Case.TEN)),
                options.value("--rates").map(list -> numbers(list, FASTEST)).orElse(List.of()),
                options.value("--goal")
                        .map(rate -> OptionalInt.of(number(rate, FASTEST)))
                        .orElse(OptionalInt.empty()),
                options.has("--search"),
                Duration.ofSeconds(options.value("--seconds")
                        .map(word -> number(word, 600))
                        .orElse(quick ? 10 : 60)),
                options.value("--rounds").map(word -> number(word, 20)).orElse(quick ? 1 : 3),
                Duration.ofSeconds(quick ? 12 : 35),
                options.value("--json").map(Path::of),
                options.value("--svg").map(Path::of),
                options.value("--peers").map(Plan::peers).orElse(List.of()));
    }

    /** What is asked for of a case when nobody knows better, in readings a second. */
    double aimedAt(Case what) {
        return goal.orElse(what.goal());
    }

    /** The cases of one front door, each of which has a platform of its own. */
    List<Case> cases(Case.FrontDoor frontDoor) {
        return cases.stream().filter(each -> each.frontDoor() == frontDoor).toList();
    }

    /** The front doors in the order of the cases. */
    List<Case.FrontDoor> frontDoors() {
        return cases.stream().map(Case::frontDoor).distinct().toList();
    }

    /** One case of each number of readings in a message, to warm up with. */
    static List<Case> kinds(List<Case> cases) {
        return cases.stream()
                .filter(each -> cases.stream()
                                .filter(other -> other.readingsPerMessage() == each.readingsPerMessage())
                                .findFirst()
                                .orElse(each)
                        == each)
                .toList();
    }

    private static List<Peer> peers(String names) {
        return names.equals(Options.ALL)
                ? Peers.ALL
                : Arrays.stream(names.split(","))
                        .flatMap(name -> Peers.named(name).stream())
                        .distinct()
                        .toList();
    }

    /** What they are asked for: the job that everybody does, among the cases. */
    List<Case> casesOfPeers() {
        return cases.stream().filter(List.of(Case.ONE, Case.TEN)::contains).toList();
    }

    /** Loads, limits, warm-ups, searches and starts, for the progress line. */
    int steps() {
        int starts = frontDoors().size();
        int warmUps = frontDoors().stream()
                .mapToInt(door -> kinds(cases(door)).size())
                .sum();
        int searches = search ? cases.size() * Search.PROBES : 0;
        int limits = 2 + casesOfPeers().size();
        int others = peers.size() * (1 + casesOfPeers().size());
        int loads = cases.size() * (rates.isEmpty() ? 2 : rates.size());
        return starts + warmUps + searches + rounds * (loads + limits) + others;
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
