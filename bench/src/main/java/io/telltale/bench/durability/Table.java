package io.telltale.bench.durability;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The results for people, as the Markdown that {@code docs/durability.md} holds. */
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
        out.printf(
                "%n| %s | readings/s, %s | readings/s, %s | durability costs | durable, against one at a time that is not |%n",
                batch, relaxed, durable);
        out.println("| ---: | ---: | ---: | ---: | ---: |");
        for (int size : Result.batches(results, target)) {
            out.printf(
                    Locale.ROOT,
                    "| %,d | %s | %s | %s | %s |%n",
                    size,
                    rate(Result.find(results, target, size, false)),
                    rate(Result.find(results, target, size, true)),
                    times(Result.cost(results, target, size)),
                    times(Result.gain(results, target, size)));
        }
    }

    private static String times(Spread ratio) {
        return String.format(
                Locale.ROOT, "%s× (%s – %s)", digits(ratio.median()), digits(ratio.lowest()), digits(ratio.highest()));
    }

    private static String rate(Result result) {
        return String.format(
                Locale.ROOT,
                "%,.0f (%,.0f – %,.0f)",
                result.rounds().median(),
                result.rounds().lowest(),
                result.rounds().highest());
    }

    private static String digits(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.1 ? "%.2f" : ratio < 10 ? "%.1f" : "%.0f", ratio);
    }
}
