package io.telltale.bench.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.telltale.bench.durability.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ./telltale bench}: brings a platform of its own, lets the simulator publish, and tells what was stored, how soon and at what
 * cost, beside two limits of the machine. Rounds are interleaved, medians and the ratios of one run count.
 *
 * <p>One thread. Ctrl-C interrupts it; it then takes everything down, within two minutes.
 */
public final class EndToEndBenchmark {

    private static final int LOST_SOME = 1;
    private static final int COULD_NOT_RUN = 2;
    private static final int WRONG_USE = 64;
    private static final int INTERRUPTED = 130;
    private static final double WARM_UP_RATE = 40_000;
    private static final long GRACE_SECONDS = 120;

    /** Held here, since a logger that nobody holds forgets its level. */
    private static final Logger CHATTER = Logger.getLogger("io.telltale");

    private final Plan plan;
    private final Progress progress;
    private final Results results = Results.begin();

    private EndToEndBenchmark(Plan plan) {
        this.plan = plan;
        this.progress = new Progress(System.err, System.getenv("TELLTALE_BENCH_TERMINAL") != null, plan.steps());
    }

    /** See {@link Plan} for the arguments. */
    public static void main(String[] arguments) {
        CHATTER.setLevel(Level.WARNING);
        CountDownLatch finished = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> takeDown(main, finished)));
        int status = run(arguments);
        finished.countDown();
        System.exit(status);
    }

    private static void takeDown(Thread main, CountDownLatch finished) {
        if (finished.getCount() == 0) {
            return;
        }
        main.interrupt();
        try {
            if (finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int run(String... arguments) {
        try {
            Plan plan = Plan.of(arguments);
            Results results = new EndToEndBenchmark(plan).measure();
            System.out.print(Table.of(results));
            if (plan.json().isPresent()) {
                ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
                Files.writeString(plan.json().get(), mapper.writeValueAsString(results));
            }
            if (plan.svg().isPresent()) {
                Files.writeString(plan.svg().get(), RateChart.of(results));
            }
            return results.exact() ? 0 : LOST_SOME;
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            return WRONG_USE;
        } catch (InterruptedException e) {
            System.err.println("bench: ended, nothing is left running");
            return INTERRUPTED;
        } catch (Exception e) {
            System.err.println("bench: " + e.getMessage());
            return COULD_NOT_RUN;
        }
    }

    private Results measure() throws Exception {
        Path folder = folder();
        progress.next("starting a platform and the servers of the limits");
        try (Limits limits = Limits.begin(folder);
                Platform platform = Platform.up(folder)) {
            progress.next("warming up for " + plan.warmUp().toSeconds() + " s");
            platform.load(1, WARM_UP_RATE, plan.warmUp());
            for (int round = 1; round <= plan.rounds(); round++) {
                for (int readings : plan.cases()) {
                    loads(platform, readings);
                }
                limits(limits);
            }
        } finally {
            progress.clear();
            delete(folder);
        }
        return results;
    }

    private void loads(Platform platform, int readings) throws IOException, InterruptedException {
        if (plan.rates().isEmpty()) {
            double sustained = load(platform, readings, "goal", Plan.goal(readings));
            load(platform, readings, "half", sustained / 2);
        }
        for (int rate : plan.rates()) {
            load(platform, readings, String.format(Locale.ROOT, "%,d", rate), rate);
        }
    }

    private double load(Platform platform, int readings, String step, double rate)
            throws IOException, InterruptedException {
        progress.next(String.format(Locale.ROOT, "%d per message, %,.0f readings/s asked for", readings, rate));
        Measured measured = Measured.of(readings, step, rate, platform.load(readings, rate, plan.each()));
        results.loads().add(measured);
        progress.say(String.format(
                Locale.ROOT,
                "%,.0f/s acknowledged and stored, %.1f CPU s a million, held: %s",
                measured.sustained(),
                measured.cpuPerMillionOfAll(),
                measured.judgement()));
        return measured.sustained();
    }

    private void limits(Limits limits) throws Exception {
        var time = plan.each().dividedBy(3);
        progress.next("limit: COPY alone");
        results.copies().add(limits.copy(time));
        progress.next("limit: JetStream alone");
        results.publishes().add(limits.publish(time));
    }

    /** Beside the data of the clone's own stack, so on the same disk; servers under another user must find their data. */
    private static Path folder() throws IOException {
        String home = System.getenv("TELLTALE_BENCH_FOLDER");
        if (home == null) {
            throw new IOException("run ./telltale bench");
        }
        Path folder = Files.createTempDirectory(Path.of(home), "bench-");
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
