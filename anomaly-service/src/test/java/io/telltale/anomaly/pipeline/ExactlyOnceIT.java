package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.anomaly.pipeline.PipelineLab.Opened;
import io.telltale.events.ReadingBatch;
import io.telltale.events.shards.FencedException;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class ExactlyOnceIT {

    private static final long T = PipelineLab.micros(PipelineLab.START);
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
    void storesReadingsAndProgressTogether() throws Exception {
        Opened opened = lab.open();
        assertThat(opened.after()).isZero();

        opened.process(
                7,
                lab.batch()
                        .add("default", "pump-1", "temperature", T - 1_000_001, 21.5)
                        .add("acme", "pump-1", "temperature", T - 2_000_000, -3));

        assertThat(lab.query("select * from reading order by tenant"))
                .containsExactly(
                        "acme pump-1 temperature 2026-02-28 23:59:58+00 -3",
                        "default pump-1 temperature 2026-02-28 23:59:58.999999+00 21.5");
        assertThat(lab.query("select shard, last_sequence from shard_progress")).containsExactly("3 7");
    }

    @Test
    void storesOnceWhatIsDeliveredAgainAfterAKillBetweenCommitAndAck() throws Exception {
        Opened killed = lab.open();
        killed.process(1, ten(0));
        killed.process(2, ten(10));

        Opened next = lab.open();
        next.process(1, ten(0));
        next.process(2, ten(10));
        next.process(3, ten(20));

        assertThat(lab.query("select count(*), count(distinct ts) from readings"))
                .containsExactly("30 30");
        assertThat(lab.query("select last_sequence from shard_progress")).containsExactly("3");
        assertThat(lab.registry.counter("anomaly.readings.received").count()).isEqualTo(30);
    }

    @Test
    void needsOfTheStreamWhatItsDetectorsWouldReplay() throws Exception {
        assertThat(lab.neededFrom()).isEqualTo(Long.MAX_VALUE);

        Opened opened = lab.open();
        opened.process(1, ten(0));
        assertThat(lab.neededFrom()).isEqualTo(1);

        lab.now.updateAndGet(now -> now.plusSeconds(31));
        opened.process(2, ten(10));
        assertThat(lab.neededFrom()).isEqualTo(Long.MAX_VALUE);

        opened.process(5, ten(20));
        assertThat(lab.neededFrom()).isEqualTo(3);
    }

    @Test
    void storesOnceWhatTheDeviceSentAgain() throws Exception {
        Opened opened = lab.open();
        opened.process(1, ten(0));
        opened.process(2, ten(5));
        opened.process(3, ten(5));

        assertThat(lab.query("select count(*) from readings")).containsExactly("15");
        assertThat(lab.registry
                        .counter("anomaly.readings.processed", "outcome", "stored")
                        .count())
                .isEqualTo(15);
        assertThat(lab.registry
                        .counter("anomaly.readings.processed", "outcome", "repeated")
                        .count())
                .isEqualTo(15);
    }

    @Test
    void keepsTwoDifferentReadingsOfOneInstantAndTheSameOneOnce() throws Exception {
        Opened opened = lab.open();
        opened.process(
                1,
                lab.batch()
                        .add("default", "pump-1", "temperature", T, 21)
                        .add("default", "pump-1", "temperature", T, 22)
                        .add("default", "pump-1", "temperature", T, 21));

        assertThat(lab.query("select value from readings order by value")).containsExactly("21", "22");
    }

    @Test
    void fencesTheOwnerThatLostItsShard() throws Exception {
        Opened stale = lab.open();
        stale.process(1, ten(0));
        Opened owner = lab.open();

        assertThatThrownBy(() -> stale.process(2, ten(10))).isInstanceOf(FencedException.class);
        assertThat(lab.query("select count(*) from readings")).containsExactly("10");

        owner.process(1, ten(0));
        owner.process(2, ten(10));
        assertThat(lab.query("select count(*) from readings")).containsExactly("20");
    }

    @Test
    void movesOnOverBatchesWithoutReadings() throws Exception {
        Opened opened = lab.open();
        opened.process(4, lab.batch());

        assertThat(lab.query("select last_sequence from shard_progress")).isEqualTo(List.of("4"));
    }

    private ReadingBatch.Builder ten(int first) {
        ReadingBatch.Builder batch = lab.batch();
        for (int i = first; i < first + 10; i++) {
            batch.add("default", "pump-1", "temperature", T + i * 1_000L, i);
        }
        return batch;
    }
}
