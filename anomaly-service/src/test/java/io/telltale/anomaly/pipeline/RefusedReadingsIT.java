package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.telltale.anomaly.pipeline.PipelineLab.Opened;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.ReadingBatch;
import io.telltale.events.shards.ShardBatch;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class RefusedReadingsIT {

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
    void parksOnlyTheReadingsThatTheDatabaseRefusesAndStoresTheirNeighbours() throws Exception {
        lab.execute("alter table readings add constraint no_666 check (value <> 666)");
        ReadingBatch.Builder batch = lab.batch();
        for (int i = 0; i < 50; i++) {
            batch.add("default", "pump-1", "temperature", T + i, i == 17 || i == 31 ? 666 : i);
        }
        lab.open().process(9, batch);

        assertThat(lab.query("select count(*), count(*) filter (where value = 666) from readings"))
                .containsExactly("48 0");
        assertThat(lab.query("select last_sequence from shard_progress")).containsExactly("9");
        assertThat(letters(1))
                .extracting(DeadLetters::parse)
                .allSatisfy(letter -> {
                    assertThat(letter.stage()).isEqualTo("store");
                    assertThat(letter.reason()).isEqualTo("rejected-by-store");
                    assertThat(letter.device()).isEqualTo("pump-1");
                    assertThat(letter.origin()).isEqualTo("telemetry/default/pump-1");
                    assertThat(letter.detail()).contains("no_666").contains("23514");
                })
                .extracting(RefusedReadingsIT::payload)
                .containsExactlyInAnyOrder("[{\"ts\":\"2026-03-01T00:00:00.000017Z\",\"temperature\":666.0},"
                        + "{\"ts\":\"2026-03-01T00:00:00.000031Z\",\"temperature\":666.0}]");
    }

    @Test
    void parksReadingsFromImpossibleTimes() throws Exception {
        lab.open()
                .process(
                        1,
                        lab.batch()
                                .add("default", "pump-1", "temperature", Long.MAX_VALUE, 1)
                                .add("default", "pump-1", "temperature", Long.MIN_VALUE, 2)
                                .add("default", "pump-1", "temperature", T + 2 * 86_400_000_000L, 3)
                                .add("default", "pump-1", "temperature", T, 4));

        assertThat(lab.query("select value from readings")).containsExactly("4");
        DeadLetter letter = DeadLetters.parse(letters(1).getFirst());
        assertThat(letter.reason()).isEqualTo("time-out-of-range");
        assertThat(letter.detail()).isEqualTo("measured more than PT87600H before or PT24H after it arrived");
    }

    @Test
    void parksTheFirstYearAndTheLastAndMakesNoChunkForThem() throws Exception {
        lab.open()
                .process(
                        1,
                        lab.batch()
                                .add("default", "pump-1", "t", micros("0001-01-01T00:00:00Z"), 1)
                                .add("default", "pump-1", "t", micros("1969-12-31T23:59:59Z"), 2)
                                .add("default", "pump-1", "t", micros("9999-12-31T23:59:59Z"), 3)
                                .add("default", "pump-1", "t", T, 4));

        assertThat(lab.query("select value from readings")).containsExactly("4");
        assertThat(lab.query("select count(*) from show_chunks('readings')")).containsExactly("1");
        assertThat(payload(DeadLetters.parse(letters(1).getFirst())))
                .isEqualTo("[{\"ts\":\"0001-01-01T00:00:00Z\",\"t\":1.0},{\"ts\":\"1969-12-31T23:59:59Z\",\"t\":2.0},"
                        + "{\"ts\":\"9999-12-31T23:59:59Z\",\"t\":3.0}]");
    }

    @Test
    void storesABatchFromManyOddDaysInTransactionsThatTouchAHundredEach() throws Exception {
        lab.execute("alter table readings add constraint no_17 check (value <> 17)");
        ReadingBatch.Builder batch = lab.batch();
        for (int day = 0; day < 250; day++) {
            batch.add("default", "pump-1", "t", T - day * 10 * 86_400_000_000L, day);
        }
        Opened opened = lab.open();
        opened.process(1, batch);
        opened.process(2, lab.batch().add("default", "pump-1", "t", T, 250));

        assertThat(lab.query("select count(*), min(value), max(value) from readings"))
                .containsExactly("250 0 250");
        assertThat(lab.query("""
                        select max(days) <= 100 from
                            (select count(distinct date_trunc('day', ts)) days from readings group by xmin::text) parts""")).containsExactly("t");
        assertThat(lab.query("select last_sequence from shard_progress")).containsExactly("2");
        assertThat(payload(DeadLetters.parse(letters(1).getFirst()))).contains("\"t\":17.0");
    }

    @Test
    void parksWhatExceedsTheLimitOfSeriesAndStoresWhatIsKnown() throws Exception {
        lab.limits(new SeriesLimits(2, 3, 100));
        Opened opened = lab.open();
        opened.process(
                1,
                lab.batch()
                        .add("default", "pump-1", "a", T, 1)
                        .add("default", "pump-1", "b", T, 2)
                        .add("default", "pump-1", "c", T, 3)
                        .add("default", "pump-2", "a", T, 4)
                        .add("default", "pump-2", "b", T, 5)
                        .add("acme", "pump-2", "b", T, 6));
        opened.process(2, lab.batch().add("default", "pump-1", "b", T + 1, 7).add("default", "pump-1", "c", T + 1, 8));

        assertThat(lab.query("select value from readings order by value")).containsExactly("1", "2", "4", "6", "7");
        assertThat(letters(3))
                .extracting(DeadLetters::parse)
                .extracting(letter -> letter.reason() + " " + letter.device() + " " + payload(letter))
                .containsExactlyInAnyOrder(
                        "too-many-series pump-1 [{\"ts\":\"2026-03-01T00:00:00Z\",\"c\":3.0}]",
                        "too-many-series pump-2 [{\"ts\":\"2026-03-01T00:00:00Z\",\"b\":5.0}]",
                        "too-many-series pump-1 [{\"ts\":\"2026-03-01T00:00:00.000001Z\",\"c\":8.0}]");
    }

    @Test
    void parksOnceWhatIsRefusedAgainAfterACrash() throws Exception {
        lab.limits(new SeriesLimits(1, 1000, 100));
        Opened first = lab.open();
        lab.execute("alter table shard_progress add constraint stuck check (last_sequence < 1)");
        ReadingBatch.Builder batch =
                lab.batch().add("default", "pump-1", "a", T, 1).add("default", "pump-1", "b", T, 2);
        ReadingBatch built = batch.build();
        assertThat(failure(first, built)).isNotNull();
        lab.execute("alter table shard_progress drop constraint stuck");

        lab.open().pipeline().process(List.of(new ShardBatch(1, built)));

        assertThat(letters(1)).hasSize(1);
        assertThat(lab.query("select count(*) from readings")).containsExactly("1");
    }

    @Test
    void parksACulpritOnceAndStoresItsNeighboursOnceWhenTheRoundIsRepeated() throws Exception {
        lab.execute("""
                create function refuse() returns trigger language plpgsql as
                $$begin if new.value = 13 then raise 'thirteen'; end if; return new; end$$;
                create trigger refuse before insert on readings for each row execute function refuse()""");
        ReadingBatch.Builder batch = lab.batch();
        for (int i = 0; i < 40; i++) {
            batch.add("default", "pump-1", "t", T + i, i);
        }
        ReadingBatch built = batch.build();
        lab.execute("alter table shard_progress add constraint stuck check (last_sequence < 1)");
        assertThat(failure(lab.open(), built)).isNotNull();
        lab.execute("alter table shard_progress drop constraint stuck");

        for (int again = 0; again < 2; again++) {
            lab.execute("update shard_progress set last_sequence = 0");
            lab.open().pipeline().process(List.of(new ShardBatch(1, built)));
        }

        assertThat(lab.query("select count(*), count(*) filter (where value = 13) from readings"))
                .containsExactly("39 0");
        DeadLetter letter = DeadLetters.parse(letters(1).getFirst());
        assertThat(letter.detail()).isEqualTo("the database refuses this reading: ERROR: thirteen (SQL state P0001)");
        assertThat(payload(letter)).isEqualTo("[{\"ts\":\"2026-03-01T00:00:00.000013Z\",\"t\":13.0}]");
    }

    private static long micros(String time) {
        return PipelineLab.micros(Instant.parse(time));
    }

    private static Exception failure(Opened opened, ReadingBatch batch) {
        try {
            opened.pipeline().process(List.of(new ShardBatch(1, batch)));
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    /** All dead letters, which must be as many as expected. */
    private List<Message> letters(int expected) throws Exception {
        JetStreamSubscription subscription = lab.nats
                .jetStream()
                .subscribe(
                        "deadletter.>",
                        PullSubscribeOptions.builder().stream("DEADLETTER").build());
        List<Message> letters = subscription.fetch(expected + 1, Duration.ofMillis(500));
        assertThat(letters).hasSize(expected);
        return letters;
    }

    private static String payload(DeadLetter letter) {
        return new String(letter.payload(), StandardCharsets.UTF_8);
    }
}
