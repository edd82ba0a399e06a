package io.telltale.bench.endtoend;

import io.telltale.bench.durability.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured, round after round.
 *
 * @param copies readings a second by COPY alone, one a round
 * @param publishes readings a second into JetStream alone, one a round
 */
record Results(int processors, List<Measured> loads, List<Double> copies, List<Double> publishes) {

    static Results begin() {
        return new Results(
                Runtime.getRuntime().availableProcessors(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** The loads of one case and step, one a round. */
    record Row(List<Measured> rounds) {

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
