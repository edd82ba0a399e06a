package io.telltale.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.api.MessageInfo;
import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Smart batching, retries and their ids, against a real JetStream. */
class ReadingRelayIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final long TS = 1_750_000_000_000_000L;

    private final NatsServer server = NatsServer.shared();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RelayProgress progress = new RelayProgress(meters);
    private final List<DurablePublisher> publishers = new ArrayList<>();
    private Connection nats;

    @BeforeEach
    void clear() throws Exception {
        server.clear();
        nats = server.connect();
        Streams.ensure(nats);
    }

    @AfterEach
    void close() throws Exception {
        publishers.forEach(DurablePublisher::close);
        nats.close();
    }

    private ReadingRelay relay(Duration attempt) throws Exception {
        return relay(attempt, WhenFull.HOLD);
    }

    private ReadingRelay relay(Duration attempt, WhenFull whenFull) throws Exception {
        DurablePublisher publisher = new DurablePublisher(
                nats, new DurablePublisher.Settings(attempt, Duration.ofMillis(1), Duration.ofMillis(20)), progress);
        publishers.add(publisher);
        ReadingRelay.Limits limits = new ReadingRelay.Limits(2_000, 65_536, Duration.ofMillis(40));
        return new ReadingRelay("run", limits, publisher, whenFull, meters);
    }

    private static CompletableFuture<Optional<NoRoom>> relay(ReadingRelay relay, String device, long n) {
        return relay.relay(List.of(new Reading("default", device, "n", TS + n, n)), TS);
    }

    private static CompletableFuture<Void> relayAll(ReadingRelay relay, String device, int count) {
        List<CompletableFuture<Optional<NoRoom>>> all = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            all.add(relay(relay, device, n));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private List<MessageInfo> stored() throws Exception {
        List<MessageInfo> messages = new ArrayList<>();
        long last = nats.jetStreamManagement()
                .getStreamInfo(Streams.TELEMETRY)
                .getStreamState()
                .getLastSequence();
        for (long sequence = 1; sequence <= last; sequence++) {
            messages.add(nats.jetStreamManagement().getMessage(Streams.TELEMETRY, sequence));
        }
        return messages;
    }

    private static List<Double> values(List<MessageInfo> messages) throws Exception {
        List<Double> values = new ArrayList<>();
        for (MessageInfo message : messages) {
            ReadingBatch batch = ReadingBatch.parse(message.getData());
            for (int i = 0; i < batch.size(); i++) {
                values.add(batch.value(i));
            }
        }
        return values;
    }

    private static List<Double> upTo(int count) {
        return LongStream.range(0, count).mapToObj(n -> (double) n).toList();
    }

    @Test
    void sendsAReadingAtOnceWhenItsShardIsIdle() throws Exception {
        ReadingRelay relay = relay(PATIENT);

        relay(relay, "pump", 0).get();
        relay(relay, "pump", 1).get();

        assertThat(stored())
                .extracting(
                        MessageInfo::getSubject, message -> message.getHeaders().getFirst("Nats-Msg-Id"))
                .containsExactly(
                        tuple(
                                Subjects.telemetry(Shards.of("default", "pump")),
                                "run-" + Shards.of("default", "pump") + "-0"),
                        tuple(
                                Subjects.telemetry(Shards.of("default", "pump")),
                                "run-" + Shards.of("default", "pump") + "-1"));
    }

    @Test
    void gathersWhileABatchIsUnderWayAndKeepsTheOrder() throws Exception {
        int count = 20_000;

        relayAll(relay(PATIENT), "pump", count).get();

        List<MessageInfo> messages = stored();
        assertThat(values(messages)).isEqualTo(upTo(count));
        assertThat(messages.size()).isBetween(count / 2_000, count / 10);
        for (MessageInfo message : messages) {
            assertThat(ReadingBatch.parse(message.getData()).size()).isLessThanOrEqualTo(2_000);
            assertThat(message.getData().length).isLessThanOrEqualTo(65_536 + 1_024);
        }
    }

    @Test
    void storesABatchOnceThoughItIsSentAgainBeforeItsAnswerComes() throws Exception {
        int count = 300;
        ReadingRelay impatient = relay(Duration.ofMillis(1));
        for (int n = 0; n < count; n++) {
            relay(impatient, "pump", n).get();
        }

        assertThat(meters.get("ingest.publishes.retried").counter().count()).isPositive();
        assertThat(values(stored())).isEqualTo(upTo(count));
    }

    @Test
    void waitsForAFullStreamInsteadOfLosingAnything() throws Exception {
        Streams.ensure(nats, new Streams.Limits(1, 2_000));
        ReadingRelay relay = relay(PATIENT);
        HashSet<Double> seen = new HashSet<>();
        CompletableFuture<Void> all = relayAll(relay, "pump", 3_000);

        await().atMost(SOON)
                .until(() -> meters.get("ingest.publishes.retried").counter().count() > 3);
        assertThat(all).isNotDone();
        assertThat(progress.standingStill()).isPositive();
        seen.addAll(values(stored()));
        Streams.ensure(nats);

        all.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(values(stored())).isEqualTo(upTo(3_000)).containsAll(seen);
        assertThat(progress.underWay()).isZero();
        assertThat(progress.standingStill()).isZero();
    }
}
