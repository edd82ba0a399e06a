package io.telltale.bench.endtoend;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.bench.endtoend.LoadResult.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A few alarms a second beside a load, by {@code sim alarms}, on a thread of its own: it waits for the load to begin, and is done
 * before that ends. {@link #close} ends it wherever it is.
 */
final class Alarms implements AutoCloseable {

    /** Each goes up and down once in four seconds. */
    private static final int DEVICES = 12;

    /** How long before the load counts it begins, and how much of that its own latencies do not: a young process is slow. */
    private static final Duration START = Duration.ofSeconds(14);

    private static final Duration WARM_UP = Duration.ofSeconds(8);

    /** For registering, connecting and the end. */
    private static final Duration AROUND = Duration.ofSeconds(4);

    private static final Duration SHORTEST = Duration.ofSeconds(4);
    private static final long GLANCE_MILLIS = 50;
    private static final int SOME_MISSING = 1; // what sim alarms ends with when it says that there are

    private final Telltale telltale;
    private final Path loadProgress;
    private final Duration load;
    private final FutureTask<Heard> hearing = new FutureTask<>(this::hear);
    private final Thread thread;

    /**
     * What was heard.
     *
     * @param missing alerts changed of which no webhook told within 10 s
     * @param publishToWebhook from the moment at which the reading was due until the receiver has the body
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Heard(int crossings, int webhooks, int missing, int repeated, Latency publishToWebhook) {}

    private Alarms(Telltale telltale, Path loadProgress, Duration load) {
        this.telltale = telltale;
        this.loadProgress = loadProgress;
        this.load = load;
        this.thread = Thread.ofPlatform().name("alarms").start(hearing);
    }

    /** Waits for a load of that length that is about to be started and tells of itself in that file. */
    static Alarms beside(Telltale telltale, Path loadProgress, Duration load) throws IOException {
        Files.deleteIfExists(loadProgress); // that of an earlier one
        return new Alarms(telltale, loadProgress, load);
    }

    private Heard hear() throws IOException, InterruptedException {
        while (!Files.exists(loadProgress) || !Files.readString(loadProgress).contains("published")) {
            Thread.sleep(GLANCE_MILLIS);
        }
        Duration warmUp = LoadGenerator.warmUp(load);
        Duration begun = longer(warmUp.minus(START), Duration.ZERO);
        Duration young = shorter(WARM_UP, warmUp.minus(begun));
        Duration time = longer(load.minus(begun).minus(AROUND), young.plus(SHORTEST));
        Thread.sleep(begun);
        Path output = telltale.folder().resolve("alarms.json");
        Path said = telltale.folder().resolve("alarms.log");
        int status = Telltale.end(telltale.start(
                List.of("sim", "alarms", "--json", "--devices=" + DEVICES, "--duration=" + time, "--warm-up=" + young),
                output,
                said));
        if (status != 0 && status != SOME_MISSING) {
            throw new IOException("sim alarms ended with " + status + ":\n" + Telltale.tail(said));
        }
        return new ObjectMapper().readValue(output.toFile(), Heard.class);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Waits for its end. */
    Heard heard() throws IOException, InterruptedException {
        try {
            return hearing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known
                    ? known
                    : new IOException("sim alarms failed", e.getCause());
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
