package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.pipeline.PipelineLab.Opened;
import io.telltale.events.ReadingBatch;
import io.telltale.events.shards.ShardBatch;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same stream with and without restarts, at random points, with random batches and snapshots: the same is stored. */
@ExtendWith(RealServers.class)
class RestartsIT {

    private static final int SERIES = 3;
    private static final int READINGS = 1500;
    private static final String FOUND = """
            select tenant, device, metric, ts, value, score, expected_low, expected_high, detector, reason
            from anomalies join series using (series_id) order by 1, 2, 3, 4""";
    private static final String STORED = """
            select device, count(*), sum(value::numeric), min(ts), max(ts) from reading group by device order by device""";

    private PipelineLab lab;

    @BeforeEach
    void open(Database database, NatsServer nats) throws Exception {
        lab = new PipelineLab(database, nats);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void findsTheSameWithRestartsAsWithout() throws Exception {
        lab.reportScore(0.1);
        List<ShardBatch> stream = stream(new Random(7));
        lab.open().pipeline().process(stream);
        List<String> found = lab.query(FOUND);
        List<String> stored = lab.query(STORED);
        double counted = counted();
        assertThat(found).hasSizeGreaterThan(SERIES);
        assertThat(counted).isEqualTo(found.size());

        for (int seed = 0; seed < 4; seed++) {
            forgetEverything();
            replayWithRestarts(stream, new Random(seed));
            assertThat(lab.query(FOUND)).as("seed %d", seed).isEqualTo(found);
            assertThat(lab.query(STORED)).as("seed %d", seed).isEqualTo(stored);
            assertThat(counted()).as("seed %d", seed).isEqualTo(counted * (seed + 2));
        }
    }

    @Test
    void leavesNothingToFoldAnewAfterACleanStop() throws Exception {
        List<ShardBatch> stream = stream(new Random(8));
        Opened first = lab.open();
        first.pipeline().process(stream.subList(0, 5));
        assertThat(lab.open().after()).isZero();

        Opened second = lab.open();
        second.pipeline().process(stream.subList(0, 5));
        second.pipeline().finish();
        assertThat(lab.open().after()).isEqualTo(stream.get(4).sequence());
    }

    /** A new owner is given the stream from where it asks for it; the one before just vanishes, or stops in good order. */
    private void replayWithRestarts(List<ShardBatch> stream, Random random) throws Exception {
        Opened opened = lab.open();
        int next = 0;
        while (next < stream.size()) {
            int end = Math.min(stream.size(), next + 1 + random.nextInt(4));
            opened.pipeline().process(stream.subList(next, end));
            next = end;
            lab.now.updateAndGet(now -> now.plusSeconds(random.nextInt(20)));
            if (random.nextInt(5) == 0) {
                opened.pipeline().idle();
            }
            if (random.nextInt(6) == 0) {
                if (random.nextBoolean()) {
                    opened.pipeline().finish();
                }
                opened = lab.open();
                long after = opened.after();
                next = (int) stream.stream().filter(b -> b.sequence() <= after).count();
            }
        }
    }

    private void forgetEverything() throws Exception {
        lab.execute("truncate anomalies, readings, detector_state, shard_progress, anomaly_outbox");
        lab.now.set(PipelineLab.START);
    }

    private double counted() {
        return lab.registry.find("anomaly.findings.stored").counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    private List<ShardBatch> stream(Random random) {
        List<RandomStream> series = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            series.add(new RandomStream(random, READINGS));
        }
        List<ShardBatch> stream = new ArrayList<>();
        long sequence = 0;
        for (int from = 0; from < READINGS; ) {
            int to = Math.min(READINGS, from + 1 + random.nextInt(60));
            ReadingBatch.Builder batch =
                    ReadingBatch.builder(PipelineLab.micros(PipelineLab.START) + 365 * 86_400_000_000L);
            for (int i = from; i < to; i++) {
                for (int s = 0; s < SERIES; s++) {
                    batch.add(
                            "default",
                            "pump-" + s,
                            "t",
                            series.get(s).micros(i),
                            series.get(s).value(i));
                }
            }
            sequence += 1 + random.nextInt(3);
            stream.add(new ShardBatch(sequence, batch.build()));
            from = to;
        }
        return stream;
    }
}
