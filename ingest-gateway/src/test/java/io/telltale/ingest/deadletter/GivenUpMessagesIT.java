package io.telltale.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stock consumers give up becomes dead letters, against a real JetStream. */
class GivenUpMessagesIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final NatsServer server = NatsServer.shared();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<GivenUpMessages> keepers = new ArrayList<>();
    private Connection nats;

    @BeforeEach
    void clear() throws Exception {
        server.clear();
        nats = server.connect();
        Streams.ensure(nats);
    }

    @AfterEach
    void close() throws Exception {
        for (GivenUpMessages keeper : keepers) {
            keeper.close();
        }
        nats.close();
    }

    private GivenUpMessages keep() {
        GivenUpMessages keeper = new GivenUpMessages(nats, new DeadLetterMeters(meters));
        keepers.add(keeper);
        keeper.start();
        return keeper;
    }

    /** A user's own consumer that takes a message at most twice. */
    private JetStreamSubscription impatient(String stream, String name) throws Exception {
        nats.jetStreamManagement()
                .addOrUpdateConsumer(
                        stream,
                        ConsumerConfiguration.builder()
                                .durable(name)
                                .ackPolicy(AckPolicy.Explicit)
                                .ackWait(Duration.ofSeconds(30))
                                .maxDeliver(2)
                                .build());
        return nats.jetStream().subscribe(null, PullSubscribeOptions.bind(stream, name));
    }

    private static Message one(JetStreamSubscription subscription) {
        return subscription.fetch(1, Duration.ofSeconds(10)).getFirst();
    }

    private static void refuseForGood(JetStreamSubscription subscription) {
        one(subscription).nak();
        one(subscription).nak();
        // The server sees that it is over when it is asked for the message a third time.
        assertThat(subscription.fetch(1, Duration.ofMillis(300))).isEmpty();
    }

    private List<DeadLetter> letters() throws Exception {
        List<DeadLetter> letters = new ArrayList<>();
        long last = nats.jetStreamManagement()
                .getStreamInfo(Streams.DEADLETTER)
                .getStreamState()
                .getLastSequence();
        for (long sequence = 1; sequence <= last; sequence++) {
            var message = nats.jetStreamManagement().getMessage(Streams.DEADLETTER, sequence);
            letters.add(DeadLetters.parse(message.getSubject(), message.getHeaders(), message.getData()));
        }
        return letters;
    }

    private long advisoriesLeft() throws Exception {
        var consumer = nats.jetStreamManagement().getConsumerInfo(Streams.ADVISORIES, GivenUpMessages.CONSUMER);
        return consumer.getNumPending() + consumer.getNumAckPending();
    }

    @Test
    void parksWhatAConsumerWasGivenTooOftenThoughNoKeeperRanThen() throws Exception {
        byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
        JetStreamSubscription theirs = impatient(Streams.EVENTS, "warehouse");
        nats.jetStream().publish(Subjects.presence("default", "pump-1"), event);
        refuseForGood(theirs);
        assertThat(letters()).isEmpty();

        keep();

        await().atMost(SOON).untilAsserted(() -> assertThat(letters()).hasSize(1));
        DeadLetter letter = letters().getFirst();
        assertThat(letter.stage()).isEqualTo("consumer");
        assertThat(letter.reason()).isEqualTo("max-deliveries");
        assertThat(letter.detail())
                .isEqualTo("consumer warehouse of EVENTS did not acknowledge it though it was delivered 2 times"
                        + " (message 1)");
        assertThat(letter.origin()).isEqualTo("presence.default.pump-1");
        assertThat(letter.tenant() + '/' + letter.device()).isEqualTo("default/pump-1");
        assertThat(letter.payload()).isEqualTo(event);
    }

    @Test
    void parksWhatAConsumerTerminatedWithWhoseItIs() throws Exception {
        keep();
        int lane = Shards.of("default", "pump-1");
        byte[] batch = ReadingBatch.builder(1)
                .add("default", "pump-1", "a", 1_750_000_000_000_000L, 7)
                .add("default", "pump-1", "b", 1_750_000_000_000_000L, 8)
                .build()
                .toBytes();
        JetStreamSubscription theirs = impatient(Streams.TELEMETRY, "lake");
        nats.jetStream().publish(Subjects.telemetry(lane), batch);

        one(theirs).term();

        await().atMost(SOON).untilAsserted(() -> assertThat(letters()).hasSize(1));
        DeadLetter letter = letters().getFirst();
        assertThat(letter.reason()).isEqualTo("terminated");
        assertThat(letter.detail())
                .isEqualTo("consumer lake of TELEMETRY terminated it after it was delivered once (message 1)");
        assertThat(letter.origin()).isEqualTo(Subjects.telemetry(lane));
        assertThat(letter.tenant() + '/' + letter.device()).isEqualTo("default/pump-1");
        assertThat(letter.payload()).isEqualTo(batch);
        assertThat(meters.counter("ingest.deadletters.captured").count()).isEqualTo(1);
    }

    @Test
    void parksOnceWhatItParkedBeforeACrash() throws Exception {
        JetStreamSubscription theirs = impatient(Streams.EVENTS, "warehouse");
        nats.jetStream().publish(Subjects.presence("default", "pump-1"), new byte[] {1});
        one(theirs).term();
        // A keeper that heard it, parked it, and died; its letter's id is one that JetStream no longer remembers.
        Message heard = heardByAKeeper();
        changeLetters(stream -> stream.duplicateWindow(Duration.ofMillis(200)));
        nats.jetStream().publish(DeadLetters.message("consumer-EVENTS-warehouse-1-terminated", letter("consumer")));
        await().atMost(SOON).until(() -> !nats.jetStream()
                .publish(DeadLetters.message("probe", letter("probe")))
                .isDuplicate());
        await().atMost(SOON).until(() -> !nats.jetStream()
                .publish(DeadLetters.message("probe", letter("probe")))
                .isDuplicate());
        heard.nak();

        keep();

        await().atMost(SOON).until(() -> advisoriesLeft() == 0);
        assertThat(letters())
                .filteredOn(letter -> letter.stage().equals("consumer"))
                .hasSize(1);
    }

    @Test
    void parksThatAMessageWasGivenUpThoughItIsGone() throws Exception {
        JetStreamSubscription theirs = impatient(Streams.EVENTS, "warehouse");
        nats.jetStream().publish(Subjects.presence("default", "pump-1"), new byte[] {1});
        one(theirs).term();
        nats.jetStreamManagement().deleteMessage(Streams.EVENTS, 1);

        keep();

        await().atMost(SOON).untilAsserted(() -> assertThat(letters()).hasSize(1));
        assertThat(letters().getFirst().detail()).endsWith("(message 1); it is no longer on the stream");
        assertThat(letters().getFirst().payload()).isEmpty();
    }

    @Test
    void parksWhatIsNoAdvisory() throws Exception {
        keep();
        nats.jetStream().publish(Subjects.MSG_TERMINATED + "EVENTS.someone", "{".getBytes(StandardCharsets.UTF_8));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(letters()).extracting(DeadLetter::reason).containsExactly("malformed-advisory"));
    }

    @Test
    void pushesNoLetterOutForWantOfRoomAndWaitsUntilThereIsSome() throws Exception {
        nats.jetStream().publish(DeadLetters.message("first", letter("admission")));
        changeLetters(stream -> stream.maxBytes(300));
        JetStreamSubscription theirs = impatient(Streams.EVENTS, "warehouse");
        nats.jetStream().publish(Subjects.presence("default", "pump-1"), new byte[] {1});
        one(theirs).term();

        keep();

        await().atMost(SOON)
                .until(() -> nats.jetStreamManagement()
                                .getConsumerInfo(Streams.ADVISORIES, GivenUpMessages.CONSUMER)
                                .getRedelivered()
                        > 0);
        assertThat(letters()).extracting(DeadLetter::stage).containsExactly("admission");
        changeLetters(stream -> stream.maxBytes(10_000));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(letters()).extracting(DeadLetter::stage).containsExactly("admission", "consumer"));
    }

    private Message heardByAKeeper() throws Exception {
        nats.jetStreamManagement()
                .addOrUpdateConsumer(
                        Streams.ADVISORIES,
                        ConsumerConfiguration.builder()
                                .durable(GivenUpMessages.CONSUMER)
                                .ackPolicy(AckPolicy.Explicit)
                                .build());
        JetStreamSubscription keeper = nats.jetStream()
                .subscribe(null, PullSubscribeOptions.bind(Streams.ADVISORIES, GivenUpMessages.CONSUMER));
        return one(keeper);
    }

    private void changeLetters(Consumer<StreamConfiguration.Builder> change) throws Exception {
        var streams = nats.jetStreamManagement();
        StreamConfiguration.Builder changed = StreamConfiguration.builder(
                streams.getStreamInfo(Streams.DEADLETTER).getConfiguration());
        change.accept(changed);
        streams.updateStream(changed.build());
    }

    private static DeadLetter letter(String stage) {
        return new DeadLetter(stage, "terminated", "x", "t", "d", "o", Instant.now(), new byte[0]);
    }
}
