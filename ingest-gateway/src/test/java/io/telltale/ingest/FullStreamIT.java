package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.events.Reading;
import io.telltale.events.Streams;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What devices are told while JetStream has no room, and that all is well again once it has. */
class FullStreamIT extends ListenerFixture {

    private static final long PLENTY = 1L << 30;
    private static final String QUOTA =
            "stream-full: the platform's buffer is full, nothing of this message was stored; keep it and send it again later";

    @Override
    Map<String, String> settings() {
        return Map.of(
                "TELLTALE_INGEST_LISTENER_REST_WHEN_FULL", "PT0.4S",
                "TELLTALE_INGEST_RELAY_STALLED_AFTER", "PT0.5S");
    }

    /** A device whose first reading is stored, and no room for a second one. */
    @BeforeEach
    void fill() throws IOException {
        try (RawMqtt client = connected(5, "filler")) {
            assertThat(client.publishAndAwait(1, 1, topic(), reading(0))).isEqualTo(0);
        }
        platform.limit(Streams.TELEMETRY, 1);
    }

    @AfterEach
    void makeRoom() {
        platform.limit(Streams.TELEMETRY, PLENTY);
        platform.limit(Streams.DEADLETTER, PLENTY);
        awaitBalance();
    }

    private double returned() {
        return gateway.metric("ingest_messages_returned_total", "reason", "stream-full");
    }

    @Test
    void tellsVersion5AndTakesTheMessageOnceThereIsRoom() throws Exception {
        double before = returned();
        try (RawMqtt client = connected(5, "five")) {
            client.publish(2, 1, false, topic(), reading(1));
            assertThat(client.awaitExplanation(RawMqtt.PUBACK, 2)).isEqualTo(QUOTA);
            assertThat(client.publishAndAwait(3, 1, topic(), reading(1))).isEqualTo(0x97);
            assertThat(client.publishAndAwait(4, 2, topic(), reading(2))).isEqualTo(0x97);
            assertThat(returned() - before).isEqualTo(3);
            await().atMost(SOON).until(() -> {
                client.publishAndAwait(5, 1, topic(), reading(1));
                return !gateway.ready();
            });
            assertThat(gateway.live()).isTrue();
            platform.limit(Streams.TELEMETRY, PLENTY);

            assertThat(client.publishAndAwait(3, 1, topic(), reading(1))).isEqualTo(0);
            assertThat(client.publishAndAwait(4, 2, topic(), reading(2))).isEqualTo(0);
            assertThat(gateway.ready()).isTrue();
        }
        await().atMost(SOON).until(() -> platform.readings(device).size() >= 3);
        assertThat(platform.readings(device)).extracting(Reading::value).containsExactly(0.0, 1.0, 2.0);
    }

    @Test
    void doesNotAnswerVersion3AndLetsItGoSoThatItSendsAgain() throws Exception {
        try (RawMqtt client = connected(4, "three", false)) {
            assertThat(client.subscribe(1, "errors/default/" + device)).isEqualTo(0);
            client.publish(2, 1, false, topic(), reading(1));
            client.publish(3, 2, false, topic(), reading(2));

            assertThat(client.awaitMessage("errors/default/" + device))
                    .isEqualTo("{\"topic\":\"" + topic() + "\",\"packetId\":2,\"refused\":true,\"error\":\"" + QUOTA
                            + "\"}");
            assertThat(client.closed()).isTrue();
        }
        assertThat(gateway.metric("ingest_connections_closed_total", "reason", "no-room"))
                .isPositive();
        platform.limit(Streams.TELEMETRY, PLENTY);
        try (RawMqtt client = connected(4, "three", false)) {
            client.publish(2, 1, true, topic(), reading(1));
            assertThat(client.awaitAnswer(RawMqtt.PUBACK, 2)).isEqualTo(0);
            client.publish(3, 2, true, topic(), reading(2));
            assertThat(client.awaitAnswer(RawMqtt.PUBREC, 3)).isEqualTo(0);
        }
        await().atMost(SOON).until(() -> platform.readings(device).size() >= 3);
        assertThat(platform.readings(device)).extracting(Reading::value).containsExactly(0.0, 1.0, 2.0);
    }

    @Test
    void shedsAndCountsQos0() throws Exception {
        double before = gateway.metric("ingest_messages_shed_total", "reason", "stream-full");
        try (RawMqtt client = connected(4, "zero")) {
            client.publish(0, 0, false, topic(), reading(1));
            await().atMost(SOON)
                    .until(() -> gateway.metric("ingest_messages_shed_total", "reason", "stream-full") == before + 1);
            assertThat(client.ping()).isTrue();
        }
    }

    @Test
    void whatCannotEvenBeParkedIsGivenBackToo() throws Exception {
        platform.limit(Streams.DEADLETTER, 1);
        try (RawMqtt client = connected(5, "parking")) {
            assertThat(client.publishAndAwait(2, 1, topic(), "{bad")).isEqualTo(0x97);
            platform.limit(Streams.DEADLETTER, PLENTY);
            assertThat(client.publishAndAwait(3, 1, topic(), "{bad")).isEqualTo(0x99);
        }
        await().atMost(SOON).until(() -> platform.letters(device).size() == 1);
    }
}
