package io.telltale.bench.scale;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
import io.telltale.events.Nats;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Readings of so many series, ten a device, straight into the stream, in batches as the gateway makes them, each series in turn: what
 * comes behind the stream is measured without what is before it. One call at a time; a thread for each lane.
 */
final class SeriesLoad implements AutoCloseable {

    private static final int METRICS = 10;
    private static final int BATCH = 100;
    private static final int UNDER_WAY = 2;
    private static final String TENANT = "default";

    private final Connection nats;
    private final List<List<String>> lanes = new ArrayList<>();
    private final int series;
    private final String run = UUID.randomUUID().toString();

    SeriesLoad(String url, int series) throws Exception {
        this.nats = Nats.connect(url, "bench-series");
        this.series = series;
        for (int lane = 0; lane < Shards.COUNT; lane++) {
            lanes.add(new ArrayList<>());
        }
        for (int device = 0; device < series / METRICS; device++) {
            String name = "series-" + series + '-' + device;
            lanes.get(Shards.of(TENANT, name)).add(name);
        }
    }

    /** Publishes at that rate for that time, and goes on until each series had a reading; how many readings that were. */
    long publish(double rate, Duration time) throws Exception {
        long begin = System.nanoTime();
        long readings = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> sent = new ArrayList<>();
            for (int lane = 0; lane < Shards.COUNT; lane++) {
                int number = lane;
                sent.add(threads.submit(() -> publish(number, rate, time.toNanos(), begin)));
            }
            for (Future<Long> each : sent) {
                readings += each.get();
            }
        }
        return readings;
    }

    private long publish(int lane, double rate, long nanos, long begin) throws Exception {
        List<String> devices = lanes.get(lane);
        if (devices.isEmpty()) {
            return 0;
        }
        JetStream stream = nats.jetStream();
        double ofLane = rate * devices.size() * METRICS / series;
        ArrayDeque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        Random noise = new Random(lane);
        long sent = 0;
        long micros = 0;
        while (true) {
            long due = Math.round((sent + BATCH) / ofLane * 1e9);
            if (due > nanos && sent >= (long) devices.size() * METRICS) {
                break;
            }
            LockSupport.parkNanos(begin + due - System.nanoTime());
            // no two batches of one time: a series may be in both, and the same reading twice is one
            micros = Math.max(micros + BATCH, System.currentTimeMillis() * 1_000);
            PublishOptions options = PublishOptions.builder()
                    .messageId(run + '-' + begin + '-' + lane + '-' + sent)
                    .build();
            underWay.add(stream.publishAsync(Subjects.telemetry(lane), batch(devices, sent, micros, noise), options));
            if (underWay.size() > UNDER_WAY) {
                underWay.remove().get();
            }
            sent += BATCH;
        }
        for (CompletableFuture<?> last : underWay) {
            last.get();
        }
        return sent;
    }

    private static byte[] batch(List<String> devices, long from, long micros, Random noise) {
        ReadingBatch.Builder batch = ReadingBatch.builder(micros);
        for (int i = 0; i < BATCH; i++) {
            long at = from + i;
            String device = devices.get((int) (at / METRICS % devices.size()));
            batch.add(TENANT, device, "metric-" + at % METRICS, micros + i, 20 + noise.nextInt(1000) * 0.01);
        }
        return batch.build().toBytes();
    }

    @Override
    public void close() throws InterruptedException {
        nats.close();
    }
}
