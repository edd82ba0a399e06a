package io.telltale.bench.durability;

import java.util.List;

/** Numbers of which the median counts; at least one. */
public record Spread(List<Double> values) {

    public Spread {
        values = List.copyOf(values);
    }

    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    public double lowest() {
        return values.stream().min(Double::compare).orElseThrow();
    }

    public double highest() {
        return values.stream().max(Double::compare).orElseThrow();
    }
}
