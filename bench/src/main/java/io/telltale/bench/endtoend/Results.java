package io.telltale.bench.endtoend;

import io.telltale.bench.durability.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * All that was measured, round after round.
 *
 * @param copies readings a second by COPY alone, one a round
 * @param publishes readings a second into JetStream alone, one a round
 * @param acknowledged MQTT read and answered alone
 * @param peers others at the same job
 */
record Results(
        int processors,
        List<Measured> loads,
        List<Double> copies,
        List<Double> publishes,
        List<Acknowledged> acknowledged,
        PeerResults peers) {

    static Results begin() {
        return new Results(
                Runtime.getRuntime().availableProcessors(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                PeerResults.begin());
    }

    /** Readings a second that were read from MQTT, acknowledged and dropped, one a round. */
    record Acknowledged(Case what, List<Double> rates) {}

    /** Adds a round of {@link Acknowledged}. */
    void acknowledged(Case what, double rate) {
        acknowledged.stream()
                .filter(each -> each.what.equals(what))
                .findFirst()
                .ifPresentOrElse(
                        each -> each.rates.add(rate),
                        () -> acknowledged.add(new Acknowledged(what, new ArrayList<>(List.of(rate)))));
    }

    /** The loads of one case and step, one a round. */
    record Row(List<Measured> rounds) {

        static Row of(Measured round) {
            return new Row(List.of(round));
        }

        Measured first() {
            return rounds.getFirst();
        }

        double median(ToDoubleFunction<Measured> what) {
            return spread(what).median();
        }

        Spread spread(ToDoubleFunction<Measured> what) {
            return new Spread(rounds.stream().map(what::applyAsDouble).toList());
        }

        /** Such as {@code ten, goal}. */
        String name() {
            return first().what().name() + ", " + first().step();
        }

        /** Held in every round, or what the first round says that did not. */
        Judgement judgement() {
            return rounds.stream()
                    .map(Measured::judgement)
                    .filter(each -> !each.held())
                    .findFirst()
                    .orElse(first().judgement());
        }
    }

    /** In the order in which they were measured. */
    List<Case> cases() {
        return loads.stream().map(Measured::what).distinct().toList();
    }

    /** In the order of the first round. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Measured load : loads) {
            rows.stream()
                    .filter(row -> row.first().what().equals(load.what())
                            && row.first().step().equals(load.step()))
                    .findFirst()
                    .ifPresentOrElse(
                            row -> row.rounds().add(load), () -> rows.add(new Row(new ArrayList<>(List.of(load)))));
        }
        return rows;
    }

    /** The row of that case in which most was stored, of those that were held if there are any. */
    Optional<Row> best(Case what) {
        return of(what).max(Comparator.comparing((Row row) -> row.judgement().held())
                .thenComparing(row -> row.median(Measured::sustained)));
    }

    /** The row of that case at half of the maximum. */
    Optional<Row> half(Case what) {
        return of(what).filter(row -> row.first().step().equals("half")).findFirst();
    }

    private Stream<Row> of(Case what) {
        return rows().stream().filter(row -> row.first().what().equals(what));
    }

    /** How many times as many readings as the peer the platform stored in the same case; empty without a load of it. */
    Optional<Double> ratio(PeerResult peer) {
        return best(peer.most().what())
                .map(row -> row.median(Measured::sustained) / peer.most().sustained());
    }

    /** Everybody who used a processor. */
    Set<String> processes() {
        Set<String> names = new TreeSet<>();
        loads.forEach(load -> names.addAll(load.cpuPerMillion().keySet()));
        return names;
    }

    /** Whether every acknowledged reading of every load is stored once. */
    boolean exact() {
        return loads.stream().allMatch(Measured::exact);
    }
}
