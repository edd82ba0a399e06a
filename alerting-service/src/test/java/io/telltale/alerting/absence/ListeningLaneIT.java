package io.telltale.alerting.absence;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.Stage;
import io.telltale.alerting.store.ListeningStore;
import io.telltale.alerting.store.PresenceStore;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.shards.ShardBatch;
import io.telltale.events.shards.ShardProcessor;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listening along to a lane, and what a crash leaves of it. */
class ListeningLaneIT {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SHARD = Shards.of(Stage.TENANT, "pump");
    private final List<Long> judged = new ArrayList<>();
    private Stage stage;
    private long progress;

    @BeforeEach
    void open() {
        stage = new Stage(NatsServer.shared(), Timescale.shared());
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void whatWasJudgedAndNotNotedIsReadAgainPastTheJudging() throws Exception {
        ListeningLane lane = lane();
        assertThat(lane.open()).isZero();
        lane.process(List.of(batch(1), batch(2)));
        lane.save(T0);
        lane.process(List.of(batch(3), batch(5)));
        progress = 5;

        ListeningLane next = lane();
        assertThat(next.open()).isEqualTo(2);
        stage.execute("delete from heard");
        next.process(List.of(batch(3)));
        next.process(List.of(batch(5), batch(6)));
        next.save(T0);
        assertThat(judged).containsExactly(1L, 2L, 3L, 5L, 6L);
        assertThat(heard()).isEqualTo(1);
    }

    @Test
    void aLaneThatWasNeverListenedToBeginsWhereItIsJudged() throws Exception {
        progress = 17;
        assertThat(lane().open()).isEqualTo(17);
    }

    @Test
    void whoThinksThatALaneIsStillItsOwnMovesNothing() throws Exception {
        ListeningLane late = lane();
        ListeningLane owner = lane();
        late.open();
        owner.open();
        listen(owner, 20);
        assertThat(listened()).isEqualTo(19_000_000);
        listen(late, 5);
        assertThat(listened()).isEqualTo(19_000_000);
    }

    @Test
    void theClockStandsWhileWhatTheServerHasIsNotRead() throws Exception {
        ListeningLane lane = lane();
        lane.open();
        listen(lane, 10);
        long before = listened();
        assertThat(before).isEqualTo(9_000_000);
        for (int second = 11; second <= 60; second++) {
            lane.reaches(T0.plusSeconds(second), 1);
        }
        lane.process(List.of(batch(1)));
        for (int second = 61; second <= 64; second++) {
            lane.reaches(T0.plusSeconds(second), 1);
        }
        lane.save(T0.plusSeconds(64));
        assertThat(listened() - before).isLessThan(6_000_000);
    }

    private static void listen(ListeningLane lane, int seconds) {
        for (int second = 0; second <= seconds; second++) {
            lane.reaches(T0.plusSeconds(second), 0);
        }
        lane.save(T0.plusSeconds(seconds));
    }

    private ListeningLane lane() {
        ShardProcessor judging = new ShardProcessor() {
            @Override
            public long open() {
                return progress;
            }

            @Override
            public void process(List<ShardBatch> batches) {
                batches.forEach(batch -> judged.add(batch.sequence()));
            }
        };
        return new ListeningLane(
                SHARD,
                judging,
                new ListeningStore(stage.transactions),
                () -> WatchedSeries.NONE,
                new ListeningLane.Settings(Duration.ofSeconds(1), Duration.ZERO, 100),
                () -> {});
    }

    private static ShardBatch batch(long sequence) {
        return new ShardBatch(
                sequence,
                ReadingBatch.builder(0)
                        .add(Stage.TENANT, "pump", "temperature", 1, 20)
                        .build());
    }

    private long heard() {
        return new PresenceStore(stage.transactions)
                .of(Stage.TENANT, List.of("pump"))
                .heard()
                .size();
    }

    private long listened() {
        return new PresenceStore(stage.transactions).of(Stage.TENANT, List.of()).listened()[SHARD];
    }
}
