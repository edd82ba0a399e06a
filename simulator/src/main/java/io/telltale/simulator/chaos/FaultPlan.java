package io.telltale.simulator.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which faults happen in which order: first each one alone, in rounds, so that a run that ends early has been at as many
 * processes as possible; then pairs at the same time, without end. The same seed gives the same plan. Pure; one thread.
 */
final class FaultPlan {

    private final List<Fault> faults;
    private final List<Fault> singles;
    private final Random random;
    private int next;

    FaultPlan(List<Fault> faults, long seed) {
        this.faults = List.copyOf(faults);
        this.random = new Random(seed);
        this.singles = rounds();
    }

    /** How many faults there are to be tried alone. */
    int size() {
        return singles.size();
    }

    /** What happens next: one fault, or later two on different processes. */
    List<Fault> next() {
        if (next < singles.size()) {
            return List.of(singles.get(next++));
        }
        Fault one = any(faults);
        List<Fault> others =
                faults.stream().filter(fault -> fault.target() != one.target()).toList();
        return others.isEmpty() ? List.of(one) : List.of(one, any(others));
    }

    /** Those that have not been tried alone yet. */
    List<Fault> untried() {
        return singles.subList(next, singles.size());
    }

    private List<Fault> rounds() {
        Map<Target, List<Fault>> byTarget = new EnumMap<>(Target.class);
        faults.forEach(fault -> byTarget.computeIfAbsent(fault.target(), target -> new ArrayList<>())
                .add(fault));
        byTarget.values().forEach(kinds -> Collections.shuffle(kinds, random));
        List<Fault> inOrder = new ArrayList<>();
        while (inOrder.size() < faults.size()) {
            List<Fault> round = new ArrayList<>();
            byTarget.values().forEach(kinds -> {
                if (!kinds.isEmpty()) {
                    round.add(kinds.removeLast());
                }
            });
            Collections.shuffle(round, random);
            inOrder.addAll(round);
        }
        return inOrder;
    }

    private Fault any(List<Fault> from) {
        return from.get(random.nextInt(from.size()));
    }
}
