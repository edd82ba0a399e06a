package io.telltale.bench.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.telltale.bench.durability.Limits;
import io.telltale.bench.durability.Scratch;
import io.telltale.bench.endtoend.LoadGenerator.Observed;
import io.telltale.bench.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./telltale bench}: brings a platform of its own, lets the simulator publish, and tells what was stored, how soon and at what
 * cost, beside limits of the machine and, on request, beside peers. Rounds are interleaved, medians and the ratios of one run count.
 *
 * <p>One thread. Ctrl-C interrupts it; it then takes everything down, within two minutes.
 */
public final class EndToEndBenchmark {

    private static final int LOST_SOME = 1;
    private static final int COULD_NOT_RUN = 2;
    private static final int WRONG_USE = 64;
    private static final int INTERRUPTED = 130;

    /** Of the rate aimed at: what warms up shall not leave a queue behind. */
    private static final double NEAR = 0.7;

    /** What tells whether a rate is held, while the most is looked for. */
    private static final Duration PROBE = Duration.ofSeconds(25);

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
                draw(plan.svg().get(), results);
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

    private static void draw(Path folder, Results results) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("throughput.svg"), RateChart.of(results));
        Files.writeString(folder.resolve("latency.svg"), LatencyChart.of(results));
        Files.writeString(folder.resolve("cost.svg"), CostChart.of(results));
        if (!results.peers().measured().isEmpty()) {
            Files.writeString(folder.resolve("peers.svg"), PeerChart.of(results));
        }
    }

    private Results measure() throws Exception {
        try (Scratch scratch = Scratch.in(home())) {
            PeerRounds peers = new PeerRounds(plan, scratch.folder(), progress, results.peers());
            List<Peer> here = peers.fetch(plan.peers());
            platforms(scratch.folder());
            for (Peer peer : here) {
                peers.measure(peer); // no platform runs: each has the machine to itself
            }
        } finally {
            progress.clear();
        }
        return results;
    }

    private void platforms(Path folder) throws Exception {
        try (Limits limits = Limits.begin(folder)) {
            boolean first = true;
            for (Case.FrontDoor frontDoor : plan.frontDoors()) {
                progress.next("starting a platform, front door: " + frontDoor.word());
                try (Platform platform = Platform.up(folder, frontDoor)) {
                    measure(platform, plan.cases(frontDoor), first ? limits : null);
                }
                first = false;
            }
        }
    }

    /** The limits take part in the rounds of the first platform. */
    private void measure(Platform platform, List<Case> cases, @Nullable Limits limits) throws Exception {
        for (Case kind : Plan.kinds(cases)) {
            progress.next("warming up: " + kind.name());
            try (Alarms alarms = platform.alarmsBeside(plan.warmUp())) {
                platform.load(kind, NEAR * plan.aimedAt(kind), plan.warmUp());
                alarms.heard();
            }
        }
        Map<Case, Double> most = new HashMap<>();
        if (plan.search()) {
            for (Case each : cases) {
                most.put(each, Search.highest(plan.aimedAt(each), rate -> holds(platform, each, rate)));
            }
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Case each : cases) {
                loads(platform, each, most.get(each));
            }
            if (limits != null) {
                measure(limits);
            }
        }
    }

    private void loads(Platform platform, Case what, @Nullable Double most) throws IOException, InterruptedException {
        if (plan.rates().isEmpty()) {
            double rate = most == null ? plan.aimedAt(what) : most;
            Measured full = load(platform, what, most == null ? "goal" : "most", rate);
            try (Alarms alarms = platform.alarmsBeside(plan.each())) {
                load(platform, what, "half", full.sustained() / 2, alarms);
            }
        }
        for (int rate : plan.rates()) {
            load(platform, what, String.format(Locale.ROOT, "%,d", rate), rate);
        }
    }

    private Measured load(Platform platform, Case what, String step, double rate)
            throws IOException, InterruptedException {
        return load(platform, what, step, rate, null);
    }

    private Measured load(Platform platform, Case what, String step, double rate, @Nullable Alarms alarms)
            throws IOException, InterruptedException {
        progress.next(String.format(Locale.ROOT, "%s, %,.0f readings/s asked for", what.name(), rate));
        Observed observed = platform.load(what, rate, plan.each());
        Measured measured = Measured.of(what, step, rate, observed, alarms == null ? null : alarms.heard());
        results.loads().add(measured);
        tell(measured);
        return measured;
    }

    private boolean holds(Platform platform, Case what, double rate) throws IOException, InterruptedException {
        progress.next(String.format(Locale.ROOT, "%s, looking for the most: %,.0f readings/s", what.name(), rate));
        Measured probe = Measured.of(what, "probe", rate, platform.load(what, rate, shorter(plan.each())), null);
        tell(probe);
        return probe.judgement().held();
    }

    private static Duration shorter(Duration each) {
        return each.compareTo(PROBE) < 0 ? each : PROBE;
    }

    private void tell(Measured measured) {
        progress.say(String.format(
                Locale.ROOT,
                "%,.0f/s acknowledged and stored, %.1f CPU s a million, held: %s",
                measured.sustained(),
                measured.cpuPerMillionOfAll(),
                measured.judgement()));
    }

    private void measure(Limits limits) throws Exception {
        Duration time = plan.each().dividedBy(6);
        progress.next("limit: COPY alone");
        results.copies().add(limits.copy(time));
        progress.next("limit: JetStream alone");
        results.publishes().add(limits.publish(time));
        for (Case what : plan.casesOfPeers()) {
            progress.next("limit: MQTT alone, " + what.name());
            results.acknowledged(what, MqttAlone.rate(limits, what, time));
        }
    }

    /** Beside the data of the clone's own stack, so on the same disk. */
    private static Path home() throws IOException {
        String home = System.getenv("TELLTALE_BENCH_FOLDER");
        if (home == null) {
            throw new IOException("run ./telltale bench");
        }
        return Path.of(home);
    }
}
