package io.telltale.bench.durability;

import io.telltale.bench.durability.DurabilityBenchmark.Case;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the rounds of one case gave.
 *
 * @param target {@code disk}, {@code jetstream} or {@code postgresql}
 * @param batch readings in a message, rows in a transaction, bytes in an append to the disk
 * @param durable whether the answer waited for the disk
 * @param rounds per second, in the order of the rounds: readings, of the disk appends with their sync
 */
record Result(String target, int batch, boolean durable, Spread rounds) {

    static Result of(Case measured, List<Double> rates) {
        return new Result(measured.target(), measured.batch(), measured.durable(), new Spread(rates));
    }

    /**
     * How many times faster it goes without the wait for the disk. The two are divided round by round, since they ran one right after the
     * other: a neighbour who slows the disk down for a minute slows both.
     */
    static Spread cost(List<Result> all, String target, int batch) {
        return find(all, target, batch, false).over(find(all, target, batch, true));
    }

    /** How many times faster than one at a time without the wait: what batches give back. */
    static Spread gain(List<Result> all, String target, int batch) {
        return find(all, target, batch, true).over(find(all, target, 1, false));
    }

    private Spread over(Result other) {
        List<Double> mine = rounds.values();
        List<Double> others = other.rounds.values();
        return new Spread(IntStream.range(0, mine.size())
                .mapToObj(round -> mine.get(round) / others.get(round))
                .toList());
    }

    static Result find(List<Result> all, String target, int batch, boolean durable) {
        return all.stream()
                .filter(r -> r.target().equals(target) && r.batch() == batch && r.durable() == durable)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(target + " " + batch + " " + durable));
    }

    /** Batch sizes that were measured, ascending. */
    static List<Integer> batches(List<Result> all, String target) {
        return all.stream()
                .filter(r -> r.target().equals(target))
                .map(Result::batch)
                .distinct()
                .sorted()
                .toList();
    }
}
