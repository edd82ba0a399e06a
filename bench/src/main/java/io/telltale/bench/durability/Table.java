package io.telltale.bench.durability;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The results for people, as the Markdown that {@code docs/performance.md} holds. */
final class Table {

    private Table() {}

    static void print(List<Result> results, PrintStream out) {
        out.println("| disk: bytes in an append | appends and syncs/s (lowest – highest) |");
        out.println("| ---: | ---: |");
        for (int bytes : Result.batches(results, "disk")) {
            out.printf("| %,d | %s |%n", bytes, rate(Result.find(results, "disk", bytes, true)));
        }
        ways(results, "jetstream", "JetStream: readings in a message", "default sync", "sync always", out);
        ways(results, "postgresql", "PostgreSQL: rows in a transaction", "commit off", "commit on", out);
    }

    private static void ways(
            List<Result> results, String target, String batch, String relaxed, String durable, PrintStream out) {
        out.printf("%n| %s | readings/s, %s | readings/s, %s | durability costs |%n", batch, relaxed, durable);
        out.println("| ---: | ---: | ---: | ---: |");
        for (int size : Result.batches(results, target)) {
            Spread cost = Result.cost(results, target, size);
            out.printf(
                    Locale.ROOT,
                    "| %,d | %s | %s | %.1f× (%.1f – %.1f) |%n",
                    size,
                    rate(Result.find(results, target, size, false)),
                    rate(Result.find(results, target, size, true)),
                    cost.median(),
                    cost.lowest(),
                    cost.highest());
        }
    }

    private static String rate(Result result) {
        return String.format(
                Locale.ROOT,
                "%,.0f (%,.0f – %,.0f)",
                result.rounds().median(),
                result.rounds().lowest(),
                result.rounds().highest());
    }
}
