package io.telltale.bench.endtoend;

import java.util.List;

/** The whole benchmark, in the order in which it is told. */
public final class Benchmark {

    private final List<Contender> contenders;
    private final List<Scenario> scenarios;

    public Benchmark(List<Contender> contenders, List<Scenario> scenarios) {
        this.contenders = List.copyOf(contenders);
        this.scenarios = List.copyOf(scenarios);
    }

    /** Everything there is to choose from. */
    public List<String> names() {
        return java.util.stream.Stream.concat(
                        contenders.stream().map(Contender::name),
                        scenarios.stream().map(Scenario::name))
                .toList();
    }
}
