package io.telltale.bench.hot;

import io.telltale.events.MalformedBatchException;
import io.telltale.events.ReadingBatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a batch of 500 readings of 50 devices costs to write and to read, in nanoseconds per reading. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class ReadingBatchBenchmark {

    private static final int READINGS = 500;
    private static final int DEVICES = 50;

    private String[] devices = new String[0];
    private byte[] wire = new byte[0];

    /** Names and the wire form of one batch. */
    @Setup
    public void prepare() {
        devices = new String[DEVICES];
        for (int i = 0; i < DEVICES; i++) {
            devices[i] = "device-" + i;
        }
        wire = encode();
    }

    /** Gathering and writing. */
    @Benchmark
    @OperationsPerInvocation(READINGS)
    public byte[] encode() {
        ReadingBatch.Builder builder = ReadingBatch.builder(1_780_000_000_000_000L);
        for (int i = 0; i < READINGS; i++) {
            builder.add(
                    "default", devices[i % DEVICES], "temperature", 1_780_000_000_000_000L + i * 37L, 20 + i * 0.01);
        }
        return builder.build().toBytes();
    }

    /** Parsing, checking and touching every column. */
    @Benchmark
    @OperationsPerInvocation(READINGS)
    public double decode() throws MalformedBatchException {
        ReadingBatch batch = ReadingBatch.parse(wire);
        double sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            sum += batch.value(i) + batch.micros(i) + batch.device(i).length();
        }
        return sum;
    }
}
