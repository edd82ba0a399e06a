package io.telltale.events.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.events.Nats;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may leave the stream and what may not, against a real nats-server. */
class StreamJanitorIT {

    private static final Duration HORIZON = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NatsServer server = NatsServer.own();
    private final StreamJanitor janitor = new StreamJanitor(List.of("test"), HORIZON);
    private final Ledger ledger = new Ledger();
    private final Instant now = Instant.now();
    private final Instant tomorrow = now.plus(HORIZON).plusSeconds(60);
    private Connection nats;

    @BeforeEach
    void publish() throws Exception {
        nats = Nats.connect(server.url(), "janitor-test");
        Streams.ensure(nats);
        for (int i = 0; i < 100; i++) {
            ReadingBatch batch = ReadingBatch.builder(0)
                    .add("default", "pump", "temperature", i, i)
                    .build();
            nats.jetStream().publish(Subjects.telemetry(i % Shards.COUNT), batch.toBytes());
        }
    }

    @AfterEach
    void disconnect() throws Exception {
        nats.close();
        server.close();
    }

    @Test
    void keepsEverythingUntilEveryLaneIsRead() throws Exception {
        assertThat(janitor.trim(nats, Long.MAX_VALUE, tomorrow)).isEqualTo(1);
    }

    @Test
    void trimsWhatWasAcknowledgedAndIsOlderThanTheHorizon() throws Exception {
        readAll();

        assertThat(janitor.trim(nats, Long.MAX_VALUE, now)).isEqualTo(1);
        assertThat(janitor.trim(nats, 61, tomorrow)).isEqualTo(61);
        assertThat(firstSequence()).isEqualTo(61);
        assertThat(janitor.trim(nats, Long.MAX_VALUE, tomorrow)).isEqualTo(101);
    }

    @Test
    void freesAtOnceWhatEverybodyHasStoredWhenTheStreamIsNearlyFull() throws Exception {
        Streams.ensure(nats, new Streams.Limits(1, bytes() + 1));
        assertThatThrownBy(() -> nats.jetStream().publish(Subjects.telemetry(1), new byte[100]))
                .isInstanceOf(JetStreamApiException.class);
        assertThat(janitor.trim(nats, Long.MAX_VALUE, now)).isEqualTo(1);

        readAll();

        assertThat(janitor.trim(nats, 41, now)).isEqualTo(41);
        assertThat(firstSequence()).isEqualTo(41);
        nats.jetStream().publish(Subjects.telemetry(1), new byte[100]);
        assertThat(janitor.trim(nats, Long.MAX_VALUE, now)).isEqualTo(41);
    }

    private long bytes() throws Exception {
        return nats.jetStreamManagement()
                .getStreamInfo(Streams.TELEMETRY)
                .getStreamState()
                .getByteCount();
    }

    private void readAll() throws Exception {
        try (ShardIntake intake = new ShardIntake(
                nats, new IntakeSettings("test", "a", 500, 8, Duration.ofMillis(200)), ledger::processor)) {
            intake.start();
            await().atMost(PATIENCE).until(() -> ledger.stored().size() == 100);
        }
        await().atMost(PATIENCE).until(() -> nats.jetStreamManagement().getConsumers(Streams.TELEMETRY).stream()
                .allMatch(c -> c.getNumAckPending() == 0 && c.getNumPending() == 0));
    }

    private long firstSequence() throws Exception {
        return nats.jetStreamManagement()
                .getStreamInfo(Streams.TELEMETRY)
                .getStreamState()
                .getFirstSequence();
    }
}
