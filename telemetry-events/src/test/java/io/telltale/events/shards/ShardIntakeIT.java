package io.telltale.events.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.impl.NatsMessage;
import io.telltale.events.Nats;
import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way into the stream, against a real nats-server. */
class ShardIntakeIT {

    private static final int HALF = Shards.COUNT / 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NatsServer server = NatsServer.own();
    private final Ledger ledger = new Ledger();
    private final List<Reading> published = new ArrayList<>();
    private Connection nats;

    @BeforeEach
    void connect() throws Exception {
        nats = Nats.connect(server.url(), "shard-intake-test");
        Streams.ensure(nats);
    }

    @AfterEach
    void disconnect() throws Exception {
        nats.close();
        server.close();
    }

    @Test
    void handsOverEveryReadingOnceAndInTheOrderOfItsLane() throws Exception {
        publish(400);
        try (ShardIntake intake = intake("a")) {
            publish(400);
            awaitAllStored();
            await().atMost(PATIENCE).until(() -> intake.health().stream().allMatch(h -> h.pending() == 0));
        }
        for (String device : devices()) {
            assertThat(of(ledger.stored(), device)).isEqualTo(of(published, device));
        }
    }

    @Test
    void goesOnAfterTheDatabaseWasDown() throws Exception {
        ledger.failNext(2 * Shards.COUNT);
        publish(200);
        try (ShardIntake intake = intake("a")) {
            awaitAllStored();
            await().atMost(PATIENCE).until(() -> intake.health().stream()
                    .allMatch(h -> h.lastError().isEmpty()));
        }
    }

    @Test
    void goesOnAfterTheServerWasKilled() throws Exception {
        try (ShardIntake intake = intake("a")) {
            publish(200);
            server.kill();
            server.start();
            await().atMost(PATIENCE).until(() -> nats.getStatus() == Connection.Status.CONNECTED);
            publish(200);
            awaitAllStored();
            await().atMost(PATIENCE).until(() -> intake.health().size() == Shards.COUNT);
        }
    }

    @Test
    void parksWhatIsNoBatchAndReadsOn() throws Exception {
        publish(20);
        nats.jetStream().publish(Subjects.telemetry(3), new byte[] {(byte) 0xff, 1, 2});
        publish(20);
        try (ShardIntake intake = intake("a")) {
            awaitAllStored();
            assertThat(intake.leaseError()).isEmpty();
        }
        var parked = nats.jetStreamManagement().getLastMessage(Streams.DEADLETTER, "deadletter.intake.malformed-batch");
        assertThat(parked.getData()).containsExactly(0xff, 1, 2);
    }

    @Test
    void sharesTheLanesAndTakesThemOver() throws Exception {
        ShardIntake first = intake("a");
        await().atMost(PATIENCE).until(() -> first.health().size() == Shards.COUNT);
        try (ShardIntake second = intake("b")) {
            await().atMost(PATIENCE)
                    .until(() ->
                            first.health().size() == HALF && second.health().size() == HALF);
            publish(200);
            awaitAllStored();
            first.close();
            publish(200);
            await().atMost(PATIENCE).until(() -> second.health().size() == Shards.COUNT);
            awaitAllStored();
        }
    }

    @Test
    void givesUpALaneThatAnotherOwnerMovedOn() throws Exception {
        try (ShardIntake intake = intake("a")) {
            await().atMost(PATIENCE).until(() -> intake.health().size() == Shards.COUNT);
            String device = devices().getFirst();
            int shard = Shards.of("default", device);
            await().atMost(PATIENCE).until(() -> consumers() == Shards.COUNT);
            ledger.moveOn(shard, 1_000);

            nats.jetStream()
                    .publish(Subjects.telemetry(shard), batchOf(device, 1).toBytes());

            await().atMost(PATIENCE).until(() -> intake.health().stream()
                    .anyMatch(h -> h.shard() == shard && h.lastError().contains("has processed 1000")));
            assertThat(ledger.stored()).isEmpty();
        }
    }

    @Test
    void tellsWhenWorkIsNotDone() throws Exception {
        ledger.failNext(Integer.MAX_VALUE);
        publish(20);
        try (ShardIntake intake = intake("a")) {
            await().atMost(PATIENCE).until(() -> intake.health().stream()
                    .anyMatch(h -> h.stalled(Instant.now(), Duration.ofSeconds(1))));
            ledger.failNext(0);
            await().atMost(PATIENCE).until(() -> intake.health().stream()
                    .noneMatch(h -> h.stalled(Instant.now(), Duration.ofSeconds(1))));
            awaitAllStored();
        }
    }

    @Test
    void tellsHowMuchWaitsAndSinceWhenWhileTheDatabaseHangs() throws Exception {
        ledger.hang();
        Instant before = Instant.now();
        publish(20);
        try (ShardIntake intake = intake("a")) {
            await().atMost(PATIENCE).until(() -> pending(intake) == 20);
            publish(20);
            await().atMost(PATIENCE).until(() -> pending(intake) == 40);
            await().atMost(PATIENCE).until(() -> oldestAge(intake).compareTo(Duration.ofSeconds(1)) > 0);
            assertThat(oldestAge(intake)).isLessThan(Duration.between(before, Instant.now()));
            assertThat(intake.health())
                    .allSatisfy(h -> assertThat(h.oldest().isPresent()).isEqualTo(h.pending() > 0));
            assertThat(intake.leaseError()).isEmpty();

            ledger.answer();
            awaitAllStored();
            await().atMost(PATIENCE).until(() -> pending(intake) == 0);
            assertThat(oldestAge(intake)).isZero();
        }
        assertThat(ledger.finished()).isEqualTo(Shards.COUNT);
    }

    @Test
    void opensNoLaneWhoseLeaseIsNotKnownToHold() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        IntakeSettings settings = new IntakeSettings("test", "a", 500, 8, Duration.ofMillis(200));
        ShardReader reader = new ShardReader(nats, settings, 1, ledger::processor, () -> asked.incrementAndGet() > 3);
        Thread thread = Thread.ofVirtual().start(reader);

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> asked.get() == 3);
        assertThat(ledger.opened()).isZero();
        await().atMost(PATIENCE).until(() -> ledger.opened() == 1);

        reader.stop();
        assertThat(thread.join(PATIENCE)).isTrue();
    }

    private static long pending(ShardIntake intake) {
        return intake.health().stream().mapToLong(ShardHealth::pending).sum();
    }

    private static Duration oldestAge(ShardIntake intake) {
        Instant now = Instant.now();
        return intake.health().stream()
                .map(h -> h.backlogAge(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private ShardIntake intake(String instance) {
        ShardIntake intake = new ShardIntake(
                nats, new IntakeSettings("test", instance, 500, 8, Duration.ofMillis(200)), ledger::processor);
        intake.start();
        return intake;
    }

    private long consumers() throws Exception {
        return nats.jetStreamManagement()
                .getStreamInfo(Streams.TELEMETRY)
                .getStreamState()
                .getConsumerCount();
    }

    private void publish(int batches) throws Exception {
        List<String> devices = devices();
        for (int i = 0; i < batches; i++) {
            String device = devices.get(i % devices.size());
            ReadingBatch batch = batchOf(device, 5);
            nats.jetStream()
                    .publish(NatsMessage.builder()
                            .subject(Subjects.telemetry(Shards.of("default", device)))
                            .data(batch.toBytes())
                            .build());
            for (int k = 0; k < batch.size(); k++) {
                published.add(batch.reading(k));
            }
        }
    }

    private ReadingBatch batchOf(String device, int readings) {
        ReadingBatch.Builder builder = ReadingBatch.builder(0);
        for (int i = 0; i < readings; i++) {
            builder.add("default", device, "temperature", published.size() * 10L + i, i);
        }
        return builder.build();
    }

    private void awaitAllStored() {
        await().atMost(PATIENCE).until(() -> ledger.stored().size() >= published.size());
        assertThat(ledger.stored()).containsExactlyInAnyOrderElementsOf(published);
    }

    private static List<Reading> of(List<Reading> readings, String device) {
        return readings.stream().filter(r -> r.device().equals(device)).toList();
    }

    private static List<String> devices() {
        List<String> devices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            devices.add("device-" + i);
        }
        return devices;
    }
}
