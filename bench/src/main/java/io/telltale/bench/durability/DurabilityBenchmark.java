package io.telltale.bench.durability;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Measures readings a second through JetStream and through PostgreSQL, each with and without the wait for the disk, and for
 * growing batches. Starts servers of its own on the loopback interface and takes them away again.
 *
 * <p>Rounds are interleaved (every case once, then every case once more), so that a slow minute of the machine meets all cases
 * alike; the median of the rounds counts, and what is worth quoting is the ratio of two cases of one run. Runs on the calling
 * thread; an exception means that nothing was measured.
 */
public final class DurabilityBenchmark {

    private static final System.Logger LOG = System.getLogger(DurabilityBenchmark.class.getName());

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private DurabilityBenchmark() {}

    /** See {@link Plan} for the arguments. */
    public static void main(String[] arguments) throws Exception {
        Plan plan;
        try {
            plan = Plan.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(64);
            return;
        }
        double loadBefore = load();
        List<Result> results = run(plan);
        Table.print(results, System.out);
        System.out.printf(
                Locale.ROOT, "%n%d processors, load %.1f before and %.1f after%n", PROCESSORS, loadBefore, load());
        if (plan.json().isPresent()) {
            Files.writeString(plan.json().get(), Json.of(plan, results));
        }
        if (plan.svg().isPresent()) {
            Files.writeString(plan.svg().get(), BarChart.of(results));
        }
    }

    /** Of the last minute: on a machine that others use, the first thing to know about a measurement. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** All results, in the order of the cases. */
    static List<Result> run(Plan plan) throws Exception {
        Path scratch = Files.createTempDirectory("telltale-durability-");
        // PostgreSQL does not run as root: the user that root lends it must pass through.
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwx--x--x"));
        try (DiskSyncs disk = new DiskSyncs(scratch);
                JetStreamPublishes relaxed = JetStreamPublishes.withDefaultSync(scratch);
                JetStreamPublishes synced = JetStreamPublishes.withSyncAlways(scratch);
                PostgresCommits postgres = PostgresCommits.begin(scratch)) {
            List<Case> cases = new ArrayList<>(disk.cases());
            for (int readings : List.of(1, 10, 100, 1000)) {
                cases.add(relaxed.batchesOf(readings));
                cases.add(synced.batchesOf(readings));
            }
            for (int rows : List.of(1, 100, 10_000)) {
                cases.add(postgres.transactionsOf(rows, false));
                cases.add(postgres.transactionsOf(rows, true));
            }
            return measure(cases, plan);
        } finally {
            delete(scratch);
        }
    }

    private static List<Result> measure(List<Case> cases, Plan plan) throws Exception {
        List<List<Double>> rates = new ArrayList<>();
        for (Case each : cases) {
            each.work().run(plan.warmUp());
            rates.add(new ArrayList<>());
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            LOG.log(System.Logger.Level.INFO, "round {0} of {1}", round, plan.rounds());
            for (int i = 0; i < cases.size(); i++) {
                rates.get(i).add(cases.get(i).work().run(plan.each()));
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            results.add(Result.of(cases.get(i), rates.get(i)));
        }
        return results;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Something that is done over and over for the given time; answers readings (or syncs) a second. */
    interface Work {
        double run(Duration time) throws Exception;
    }

    /**
     * One thing to measure.
     *
     * @param target {@code disk}, {@code jetstream} or {@code postgresql}
     * @param batch readings in a message, rows in a transaction
     * @param durable whether the answer waits for the disk
     */
    record Case(String target, int batch, boolean durable, Work work) {}
}
