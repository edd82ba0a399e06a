package io.telltale.bench;

import io.telltale.bench.endtoend.Benchmark;
import io.telltale.bench.endtoend.Contender;
import io.telltale.bench.endtoend.Scenario;
import java.util.List;

/** {@code ./telltale bench}: who takes part. A line for each contender and each scenario; all else is {@link Benchmark}. */
public final class Bench {

    /** Ours first, then the limits, then the peers. */
    static final List<Contender> CONTENDERS = List.of();

    static final List<Scenario> SCENARIOS = List.of();

    private Bench() {}

    public static void main(String[] arguments) {
        new Benchmark(CONTENDERS, SCENARIOS).names().forEach(System.out::println);
    }
}
