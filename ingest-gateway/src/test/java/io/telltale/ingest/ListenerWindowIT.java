package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.events.Reading;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the listener does while JetStream does not answer. */
class ListenerWindowIT extends ListenerFixture {

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("TELLTALE_INGEST_RELAY_STALLED_AFTER", "PT1S");
        // Shorter than the server is frozen, so that what it has is sent again.
        settings.put("TELLTALE_INGEST_RELAY_ATTEMPT_TIMEOUT", "PT0.5S");
        return settings;
    }

    @Test
    void acknowledgesOnlyWhatJetStreamHolds() throws Exception {
        try (RawMqtt client = connected(4, "held")) {
            platform.server().stop();
            client.publish(7, 1, false, topic(), "{\"ts\":" + TS + ",\"a\":1}");
            client.publish(8, 2, false, topic(), "{\"ts\":" + TS + ",\"a\":2}");

            assertThat(client.silentFor(Duration.ofSeconds(1))).isTrue();

            platform.server().start();
            assertThat(client.awaitAnswer(RawMqtt.PUBACK, 7)).isEqualTo(0);
            assertThat(client.awaitAnswer(RawMqtt.PUBREC, 8)).isEqualTo(0);
        }
        await().atMost(SOON).until(() -> platform.readings(device).size() == 2);
    }

    @Test
    void brakesTheSocketWhenTheWindowIsFullAndLosesNothing() throws Exception {
        int count = 50_000;
        try (RawMqtt client = connected(4, "flood")) {
            double before = gateway.metric("ingest_messages_received_total");
            platform.server().stop();
            client.flood(count, i -> "{\"ts\":" + (TS + i) + ",\"n\":" + i + "}", topic());

            await().atMost(SOON).until(() -> gateway.metric("ingest_messages_inflight") >= 64);
            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() ->
                            // One socket read beyond the window of 64 at most, and so far less than what was sent.
                            gateway.metric("ingest_messages_received_total") - before < 4_000);
            platform.server().start();

            client.awaitAnswers(RawMqtt.PUBACK, count, Duration.ofSeconds(60));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> platform.readings(device).size() >= count);
        assertThat(platform.readings(device)).hasSize(count);
        assertThat(platform.readings(device).get(count - 1).value()).isEqualTo(count - 1);
    }

    @Test
    void shedsQos0WhenTheWindowIsFullAndCountsIt() throws Exception {
        try (RawMqtt full = connected(4, "full");
                RawMqtt shed = connected(4, "shed")) {
            double before = gateway.metric("ingest_messages_shed_total");
            platform.server().stop();
            for (int i = 1; i <= 64; i++) {
                full.publish(i, 1, false, topic(), "{\"ts\":" + (TS + i) + ",\"a\":1}");
            }
            await().atMost(SOON).until(() -> gateway.metric("ingest_messages_inflight") >= 64);
            shed.publish(0, 0, false, topic(), "{\"ts\":" + TS + ",\"never\":1}");

            await().atMost(SOON).until(() -> gateway.metric("ingest_messages_shed_total") == before + 1);
            platform.server().start();
            full.awaitAnswers(RawMqtt.PUBACK, 64, Duration.ofSeconds(30));
        }
        assertThat(platform.readings(device)).extracting(Reading::metric).doesNotContain("never");
    }

    @Test
    void standsAFrozenServerAndGoesOnWhenItThaws() throws Exception {
        int count = 2_000;
        try (RawMqtt client = connected(4, "frozen")) {
            platform.server().freeze();
            client.flood(count, ListenerFixture::reading, topic());
            await().atMost(SOON).until(() -> !gateway.ready());
            assertThat(client.silentFor(Duration.ofMillis(200))).isTrue();
            assertThat(gateway.live()).isTrue();
            platform.server().thaw();

            client.awaitAnswers(RawMqtt.PUBACK, count, Duration.ofSeconds(60));
        }
        await().atMost(SOON).until(() -> platform.readings(device).size() >= count);
        assertThat(platform.readings(device)).hasSize(count);
        await().atMost(SOON).until(gateway::ready);
        awaitBalance();
    }
}
