package io.telltale.bench.hot;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.SeriesDetector;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What scoring one reading costs, with one series in the processor's cache and with many that are not. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class SeriesDetectorBenchmark {

    private static final int VALUES = 1 << 14;
    private static final int MINUTES = 60_000_000;

    /** How many series the readings come from, in turn. */
    @Param({"1", "100000"})
    public int series;

    private final Assessment assessment = new Assessment();
    private final double[] values = new double[VALUES];
    private SeriesDetector[] detectors = new SeriesDetector[0];
    private long reading;

    /** Series past their warm-up. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        for (int i = 0; i < VALUES; i++) {
            values[i] = 20 + 5 * Math.sin(i * 2 * Math.PI / 1440) + random.nextGaussian();
        }
        SeriesDetector warm = new SeriesDetector();
        for (int i = 0; i < VALUES; i++) {
            warm.observe((long) i * MINUTES, values[i], assessment);
        }
        byte[] state = warm.toBytes();
        detectors = new SeriesDetector[series];
        for (int i = 0; i < series; i++) {
            detectors[i] = SeriesDetector.of(state);
        }
        reading = (long) VALUES * series;
    }

    /** One reading. */
    @Benchmark
    public double observe() {
        long round = reading / series;
        detectors[(int) (reading % series)].observe(round * MINUTES, values[(int) (round & (VALUES - 1))], assessment);
        reading++;
        return assessment.score();
    }
}
