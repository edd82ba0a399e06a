package io.telltale.bench.durability;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
import io.telltale.bench.durability.DurabilityBenchmark.Case;
import io.telltale.events.Nats;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Batches of readings into the stream {@code TELEMETRY} as the gateway sends them: encoded by {@link ReadingBatch}, with a message id,
 * one under way in each lane.
 */
final class JetStreamPublishes implements AutoCloseable {

    private static final int DEVICES = 50;

    private final AutoCloseable server;
    private final Connection nats;
    private final boolean synced;
    private final AtomicLong id = new AtomicLong();

    private JetStreamPublishes(AutoCloseable server, String url, boolean synced) throws Exception {
        this.server = server;
        this.nats = Nats.connect(url, "durability");
        this.synced = synced;
        Streams.ensure(nats);
    }

    /** On a server as the local stack has it: {@code sync_interval: always}. */
    static JetStreamPublishes withSyncAlways(Path scratch) throws Exception {
        LocalServer server = LocalServer.start("nats", scratch.resolve("nats"));
        return new JetStreamPublishes(server, server.credential("NATS_URL"), true);
    }

    /** On a server with the same configuration without that line. */
    static JetStreamPublishes withDefaultSync(Path scratch) throws Exception {
        RelaxedNats server = RelaxedNats.start(scratch.resolve("relaxed"));
        return new JetStreamPublishes(server, server.url(), false);
    }

    Case batchesOf(int readings) {
        return new Case("jetstream", readings, synced, time -> measure(readings, time));
    }

    private double measure(int readings, Duration time) throws Exception {
        nats.jetStreamManagement().purgeStream(Streams.TELEMETRY);
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long messages = 0;
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> sent = new ArrayList<>();
            for (int lane = 0; lane < Shards.COUNT; lane++) {
                String subject = Subjects.telemetry(lane);
                sent.add(lanes.submit(() -> publish(subject, readings, end)));
            }
            for (Future<Long> each : sent) {
                messages += each.get();
            }
        }
        return messages * readings * 1e9 / (System.nanoTime() - begin);
    }

    private long publish(String subject, int readings, long end) throws Exception {
        JetStream stream = nats.jetStream();
        long messages = 0;
        while (System.nanoTime() < end) {
            long number = id.incrementAndGet();
            PublishOptions options =
                    PublishOptions.builder().messageId("durability-" + number).build();
            stream.publish(subject, batch(readings, number), options);
            messages++;
        }
        return messages;
    }

    private static byte[] batch(int readings, long number) {
        long micros = 1_780_000_000_000_000L + number * 1_000;
        ReadingBatch.Builder batch = ReadingBatch.builder(micros);
        for (int i = 0; i < readings; i++) {
            batch.add("default", "device-" + i % DEVICES, "temperature", micros + i, 20 + i * 0.01);
        }
        return batch.build().toBytes();
    }

    @Override
    public void close() throws Exception {
        try {
            nats.close();
        } finally {
            server.close();
        }
    }
}
