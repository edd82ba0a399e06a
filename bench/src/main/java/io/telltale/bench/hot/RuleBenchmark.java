package io.telltale.bench.hot;

import io.telltale.alerting.alert.AlertBook;
import io.telltale.alerting.alert.SeenSeries;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to ask 1,000 rules about one reading, in nanoseconds per reading: batches of 250 readings of as many devices,
 * from 10,000 devices in turn. The rules are thresholds, rates, averages and composites in turn. No alert begins or ends. About
 * 2 bytes a reading are the benchmark's own.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class RuleBenchmark {

    private static final int RULES = 1_000;
    private static final int METRICS = 10;
    private static final int DEVICES = 10_000;
    private static final int READINGS = 250;

    private static final long SECOND = 1_000_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Times go on from batch to batch, since only what is newer is judged; so many rounds hide what setting back costs; a round is a second. */
    private static final int ROUNDS = 200;

    /** Which rules look at the readings. */
    public enum Looking {
        /** No rule is about their metric. */
        NONE_AT_THE_METRIC,
        /** A hundred rules are about their metric, none of them about their device. */
        NONE_AT_THE_DEVICE,
        /** A hundred rules are about their metric, one of them, a threshold, about their device. */
        ONE,
        /** A hundred rules are about their metric, one of them, an average over a window, about their device. */
        ONE_AVERAGE
    }

    /** Which rules look at the readings. */
    @Param
    public Looking looking = Looking.ONE;

    private final Map<String, String> labels = Map.of("site", "north");
    private final AlertBook book = new AlertBook(100 * DEVICES, (tenant, device) -> labels);
    private final List<SeenSeries> before = new ArrayList<>();
    private final ReadingBatch[] batches = new ReadingBatch[ROUNDS * DEVICES / READINGS];
    private RuleSet rules = RuleSet.EMPTY;
    private int next;

    /** The rules, and the batches of all rounds over the devices. */
    @Setup
    public void prepare() {
        String metric = looking == Looking.NONE_AT_THE_METRIC ? "humidity" : "metric-0";
        rules = rules();
        for (int i = 0; i < DEVICES; i++) {
            before.add(new SeenSeries(new SeriesKey("default", "device-" + i, metric), 0));
        }
        long micros = 1_780_000_000_000_000L;
        int reading = 0;
        for (int i = 0; i < batches.length; i++) {
            ReadingBatch.Builder batch = ReadingBatch.builder(micros);
            for (int row = 0; row < READINGS; row++) {
                SeriesKey series = before.get(reading++ % DEVICES).series();
                batch.add(series.tenant(), series.device(), metric, micros, 20 + row * 0.1);
                micros += SECOND / DEVICES;
            }
            batches[i] = batch.build();
        }
        next = batches.length;
    }

    private RuleSet rules() {
        List<Rule> all = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            String metric = "metric-" + i % METRICS;
            all.add(rule(i, "pump-" + i + "-*", metric, condition(i / METRICS, metric)));
        }
        switch (looking) {
            case NONE_AT_THE_METRIC, NONE_AT_THE_DEVICE -> {}
            case ONE -> all.set(0, rule(0, "device-*", "metric-0", condition(0, "metric-0")));
            case ONE_AVERAGE -> all.set(0, rule(0, "device-*", "metric-0", condition(2, "metric-0")));
        }
        return new RuleSet(all);
    }

    private static Condition condition(int kind, String metric) {
        Limits limits = Limits.of(Operator.ABOVE, 80, OptionalDouble.of(75));
        Condition.Threshold above80 = new Condition.Threshold(limits);
        return switch (kind % 4) {
            case 0 -> above80;
            case 1 -> new Condition.Rate(limits, MINUTE, MINUTE);
            case 2 -> new Condition.Aggregate(Aggregation.AVG, MINUTE, limits);
            default ->
                new Composite(
                        Composite.Mode.ALL,
                        MINUTE,
                        List.of(new Composite.Part(metric, above80), new Composite.Part("pressure", above80)));
        };
    }

    private static Rule rule(int number, String devices, String metric, Condition condition) {
        boolean composite = condition instanceof Composite;
        return new Rule(
                new UUID(0, number),
                "default",
                1,
                "rule " + number,
                Severity.WARNING,
                new Selector(new Glob(devices), composite ? Glob.ANY : new Glob(metric), Optional.empty(), Map.of()),
                condition,
                Duration.ZERO,
                true,
                Map.of(),
                Map.of());
    }

    /** One batch; after the last one the book is set back to before the first. */
    @Benchmark
    @OperationsPerInvocation(READINGS)
    public List<Transition> judge() {
        if (next == batches.length) {
            book.restore(before, List.of());
            next = 0;
        }
        return book.read(rules, batches[next++]);
    }
}
