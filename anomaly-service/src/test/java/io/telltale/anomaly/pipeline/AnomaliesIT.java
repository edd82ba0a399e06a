package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.telltale.anomaly.pipeline.PipelineLab.Opened;
import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class AnomaliesIT {

    private static final long T = PipelineLab.micros(PipelineLab.START);
    private static final int BATCH = 100;
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
    void storesAndPublishesAnAnomalyAndForgetsItsEventOnceConfirmed() throws Exception {
        Opened opened = lab.open();
        learn(opened, 1, 10);
        opened.process(11, spike());

        assertThat(lab.query("""
                select ts, value, detector, score > 0.9, reason from anomalies where value = 90"""))
                .containsExactly(
                        "2026-03-01 00:20:00+00 90 range-break t" + " 90 is above everything seen before (19 to 23)");
        CloudEvent event = CloudEvent.parse(spikeEvents(1).getFirst().getData());
        AnomalyFound found = event.dataAs(AnomalyFound.class);
        assertThat(event.type()).isEqualTo("io.telltale.anomaly.found");
        assertThat(event.id()).isEqualTo("anomaly-1-" + (T + 1_200_000_000L));
        assertThat(found.time()).hasToString("2026-03-01T00:20:00Z");
        assertThat(found.value()).isEqualTo(90);

        Awaitility.await().untilAsserted(() -> {
            opened.pipeline().idle();
            assertThat(lab.query("select count(*) from anomaly_outbox")).containsExactly("0");
        });
    }

    @Test
    void publishesAfterARestartWhatWasCommittedButNotPublished() throws Exception {
        Opened killed = lab.open();
        learn(killed, 1, 10);
        lab.nats.jetStreamManagement().deleteStream(Streams.EVENTS);
        killed.process(11, spike());
        Streams.ensure(lab.nats);

        Opened next = lab.open();
        Awaitility.await().untilAsserted(() -> {
            lab.now.updateAndGet(now -> now.plusSeconds(3));
            next.pipeline().idle();
            assertThat(lab.query("select count(*) from anomaly_outbox")).containsExactly("0");
        });
        assertThat(spikeEvents(1)).hasSize(1);
    }

    @Test
    void publishesOnceWhatIsPublishedAgain() throws Exception {
        Opened killed = lab.open();
        learn(killed, 1, 10);
        killed.process(11, spike());
        spikeEvents(1);

        Opened next = lab.open();
        Awaitility.await().untilAsserted(() -> {
            next.pipeline().idle();
            assertThat(lab.query("select count(*) from anomaly_outbox")).containsExactly("0");
        });
        assertThat(spikeEvents(1)).hasSize(1);
    }

    @Test
    void givesTheSameScoresWithARestartInBetweenAsWithout() throws Exception {
        Opened before = lab.open();
        learn(before, 1, 4);
        lab.now.updateAndGet(now -> now.plusSeconds(31));
        learn(before, 5, 5);
        assertThat(lab.query("select snapshot_sequence from shard_progress")).containsExactly("5");
        learn(before, 6, 8);

        Opened after = lab.open();
        assertThat(after.after()).isEqualTo(5);
        learn(after, 6, 10);
        after.process(11, spike());
        List<String> restarted = lab.query("select ts, score, expected_low, expected_high from anomalies order by ts");

        lab.execute("truncate anomalies, readings, detector_state, shard_progress, anomaly_outbox");
        Opened straight = lab.open();
        learn(straight, 1, 10);
        straight.process(11, spike());
        assertThat(lab.query("select ts, score, expected_low, expected_high from anomalies order by ts"))
                .isEqualTo(restarted)
                .isNotEmpty();
    }

    @Test
    void storesLateReadingsWithoutScoringThem() throws Exception {
        Opened opened = lab.open();
        learn(opened, 1, 10);
        opened.process(11, lab.batch().add("default", "pump-1", "temperature", T - 1, 500));

        assertThat(lab.query("select count(*) from readings where value = 500")).containsExactly("1");
        assertThat(lab.query("select count(*) from anomalies where value = 500"))
                .containsExactly("0");
        assertThat(lab.registry
                        .counter("anomaly.readings.unscored", "reason", "late")
                        .count())
                .isEqualTo(1);
    }

    /** Readings that repeat for a sequence, one a second, between 19 and 23. */
    private void learn(Opened opened, int from, int to) throws Exception {
        for (int sequence = from; sequence <= to; sequence++) {
            ReadingBatch.Builder batch = lab.batch();
            Random random = new Random(sequence);
            for (int i = 0; i < BATCH; i++) {
                long second = (sequence - 1L) * BATCH + i;
                double value = 19 + random.nextInt(41) / 10.0;
                batch.add("default", "pump-1", "temperature", T + second * 1_000_000, value);
            }
            opened.process(sequence, batch);
        }
    }

    private ReadingBatch.Builder spike() {
        return lab.batch().add("default", "pump-1", "temperature", T + 1_200_000_000L, 90);
    }

    private List<Message> spikeEvents(int expected) throws Exception {
        JetStreamSubscription subscription = lab.nats
                .jetStream()
                .subscribe(
                        "anomaly.default.pump-1.temperature",
                        PullSubscribeOptions.builder().build());
        List<Message> all = subscription.fetch(100, Duration.ofMillis(500));
        List<Message> spikes = all.stream()
                .filter(m -> m.getHeaders().getLast("Nats-Msg-Id").endsWith("-" + (T + 1_200_000_000L)))
                .toList();
        assertThat(spikes).hasSize(expected);
        return spikes;
    }
}
