package io.telltale.bench.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.telltale.bench.durability.Scratch;
import io.telltale.bench.endtoend.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ./telltale bench --scale}: many connections, many devices at a start, many series, each on a platform of its own, and what they
 * cost in memory and processor time.
 *
 * <p>One thread. Ctrl-C interrupts it; it then takes everything down.
 */
public final class ScaleBenchmark {

    private static final int COULD_NOT_RUN = 2;
    private static final int WRONG_USE = 64;
    private static final int INTERRUPTED = 130;
    private static final long GRACE_SECONDS = 120;

    /** Held here, since a logger that nobody holds forgets its level. */
    private static final Logger CHATTER = Logger.getLogger("io.telltale");

    private ScaleBenchmark() {}

    /** See {@link ScalePlan} for the arguments. */
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
            ScalePlan plan = ScalePlan.of(arguments);
            ScaleResults results = measure(plan);
            System.out.print(ScaleTable.of(results));
            if (plan.json().isPresent()) {
                ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
                Files.writeString(plan.json().get(), mapper.writeValueAsString(results));
            }
            return 0;
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

    private static ScaleResults measure(ScalePlan plan) throws Exception {
        ScaleResults results = ScaleResults.begin();
        if (plan.connections() > 0) {
            say(plan.connections() + " connections");
            try (Scratch scratch = scratch();
                    Platform platform = Platform.up(scratch.folder(), Map.of())) {
                results.connections().add(ConnectionStorm.measure(platform, plan.connections()));
            }
        }
        if (plan.devices() > 0) {
            say(plan.devices() + " devices at a start");
            try (Scratch scratch = scratch();
                    Platform platform = Platform.up(scratch.folder(), Map.of())) {
                results.devices().add(CrowdedStart.measure(platform, plan.devices()));
            }
        }
        if (!plan.series().isEmpty()) {
            try (Scratch scratch = scratch();
                    Platform platform = Platform.up(scratch.folder(), plan.roomForSeries())) {
                for (int series : plan.series()) {
                    say(series + " series");
                    SeriesCost cost = SeriesCost.measure(platform, series, plan.rate(), plan.each());
                    results.series().add(cost);
                    say(cost.toString());
                }
            }
        }
        return results;
    }

    private static void say(String what) {
        System.err.println("        " + what);
    }

    /** On the disk of the clone's own stack. */
    private static Scratch scratch() throws IOException {
        String home = System.getenv("TELLTALE_BENCH_FOLDER");
        if (home == null) {
            throw new IOException("run ./telltale bench --scale");
        }
        return Scratch.in(Path.of(home));
    }
}
