package io.telltale.bench.limits;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.telltale.bench.durability.LocalServer;
import io.telltale.bench.endtoend.Case;
import io.telltale.bench.endtoend.Contender;
import io.telltale.bench.endtoend.Running;
import io.telltale.events.Nats;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes of one batch, encoded beforehand, published again and again as the gateway does: one under way in each shard. */
record JetStreamLimit(int batch) implements Contender {

    @Override
    public String name() {
        return "jetstream, batches of " + batch;
    }

    @Override
    public Kind kind() {
        return Kind.LIMIT;
    }

    @Override
    public String durability() {
        return "each message synced to the disk (sync_interval: always)";
    }

    @Override
    public boolean takesPart(Case work) {
        return work.door() == Case.Door.LISTENER && work.qos() == 1;
    }

    @Override
    public double firstGuess(Case work) {
        return 200_000;
    }

    @Override
    public Running start(Case work, Path folder) throws Exception {
        LocalServer server = LocalServer.start("nats", folder.resolve("nats"));
        try {
            Connection nats = Nats.connect(server.credential("NATS_URL"), "bench");
            Streams.ensure(nats);
            return new Publishing(server, nats, bytes(work), batch);
        } catch (IOException | JetStreamApiException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    private byte[] bytes(Case work) {
        long micros = 1_780_000_000_000_000L;
        ReadingBatch.Builder readings = ReadingBatch.builder(micros);
        for (int i = 0; i < batch; i++) {
            String device = "load-" + i / work.readingsPerMessage();
            readings.add("default", device, "m" + i % work.readingsPerMessage(), micros + i, i);
        }
        return readings.build().toBytes();
    }

    private static final class Publishing implements Running.Mill {

        private final LocalServer server;
        private final Connection nats;
        private final byte[] bytes;
        private final int batch;
        private final AtomicLong id = new AtomicLong();

        private Publishing(LocalServer server, Connection nats, byte[] bytes, int batch) {
            this.server = server;
            this.nats = nats;
            this.bytes = bytes;
            this.batch = batch;
        }

        @Override
        public Map<String, Long> processes() {
            return Processes.of("nats-server", server);
        }

        @Override
        public long run(Duration time) throws Exception {
            nats.jetStreamManagement().purgeStream(Streams.TELEMETRY);
            long end = System.nanoTime() + time.toNanos();
            try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Long>> sent = new ArrayList<>();
                for (int lane = 0; lane < Shards.COUNT; lane++) {
                    String subject = Subjects.telemetry(lane);
                    sent.add(lanes.submit(() -> publish(subject, end)));
                }
                return Processes.sum(sent);
            }
        }

        private long publish(String subject, long end) throws IOException, JetStreamApiException {
            JetStream stream = nats.jetStream();
            long readings = 0;
            while (System.nanoTime() < end) {
                PublishOptions options = PublishOptions.builder()
                        .messageId("bench-" + id.incrementAndGet())
                        .build();
                stream.publish(subject, bytes, options);
                readings += batch;
            }
            return readings;
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
}
