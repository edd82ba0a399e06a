package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.telltale.events.DeadLetter;
import io.telltale.events.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the listener says to clients of either version, on the wire. */
class ListenerAnswersIT extends ListenerFixture {

    @Test
    void refusesAWrongTokenAsEachVersionHasIt() throws Exception {
        connected(4, "good").close();
        try (RawMqtt three = RawMqtt.open(gateway.mqttPort(), 4);
                RawMqtt five = RawMqtt.open(gateway.mqttPort(), 5);
                RawMqtt stranger = RawMqtt.open(gateway.mqttPort(), 5);
                RawMqtt nobody = RawMqtt.open(gateway.mqttPort(), 4)) {
            assertThat(three.connect("a", true, 0, device + "@default", "wrong"))
                    .isEqualTo(5);
            assertThat(five.connect("a", true, 0, device, "wrong")).isEqualTo(0x87);
            assertThat(stranger.connect("a", true, 0, "nobody@default", Platform.TOKEN))
                    .isEqualTo(0x87);
            assertThat(nobody.connect("a", true, 0, null, null)).isEqualTo(5);
            assertThat(three.closed()).isTrue();
            assertThat(five.closed()).isTrue();
        }
    }

    @Test
    void answersWithTheReasonCodesOfVersion5() throws Exception {
        String neighbour = "n-" + device;
        platform.register(neighbour);
        try (RawMqtt client = connected(5, "codes")) {
            assertThat(client.publishAndAwait(1, 1, topic(), "{\"ts\":" + TS + ",\"a\":1}"))
                    .isEqualTo(0);
            assertThat(client.publishAndAwait(2, 1, topic(), "{bad")).isEqualTo(0x99);
            assertThat(client.publishAndAwait(3, 1, "telemetry/default/" + neighbour, "{\"a\":1}"))
                    .isEqualTo(0x87);
            assertThat(client.publishAndAwait(4, 1, "elsewhere", "1")).isEqualTo(0x90);
            assertThat(client.publishAndAwait(5, 1, topic(), "{\"ts\":" + TS + ",\"b\":1,\"c\":null}"))
                    .isEqualTo(0);
            assertThat(client.publishAndAwait(6, 2, topic(), "{bad")).isEqualTo(0x99);
        }
        // The dead letters were there before the answers.
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.letters(device))
                .extracting(DeadLetter::reason)
                // The second {bad may be a message of its own, for all that anybody can tell.
                .containsExactly("malformed-json", "unsupported-value", "malformed-json"));
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.letters(neighbour))
                .extracting(DeadLetter::reason, DeadLetter::device)
                .containsExactly(tuple("not-your-topic", device)));
        assertThat(platform.readings(neighbour)).isEmpty();
    }

    @Test
    void tellsAClientOfVersion3OnItsErrorsTopicAndAcknowledges() throws Exception {
        try (RawMqtt client = connected(4, "errors")) {
            assertThat(client.subscribe(1, "errors/default/" + device)).isEqualTo(0);
            client.publish(2, 1, false, topic(), "{bad");

            assertThat(client.awaitMessage("errors/default/" + device))
                    .isEqualTo(
                            "{\"topic\":\"" + topic() + "\",\"packetId\":2,\"refused\":true,\"error\":\"malformed-json:"
                                    + " line 1 column 2: Unexpected character ('b' (code 98)): was expecting double-quote to start"
                                    + " field name\"}");
            assertThat(client.awaitAnswer(RawMqtt.PUBACK, 2)).isEqualTo(0);
        }
    }

    @Test
    void errorMessagesAreJson() throws Exception {
        try (RawMqtt client = connected(4, "json")) {
            client.subscribe(1, "errors/default/" + device);
            client.publish(0, 0, false, topic(), "{\"a\":\"\\\"x\"}");

            assertThat(Json.MAPPER.readTree(client.awaitMessage("errors/default/" + device)))
                    .isEqualTo(Json.MAPPER.readTree("{\"topic\":\"" + topic()
                            + "\",\"packetId\":0,\"refused\":true,\"error\":\"unsupported-value: 'a' is a string: a value is"
                            + " a number or a boolean\"}"));
        }
    }

    @Test
    void letsNobodySubscribeToAnythingElse() throws Exception {
        try (RawMqtt three = connected(4, "sub3");
                RawMqtt five = connected(5, "sub5")) {
            assertThat(three.subscribe(1, "telemetry/#")).isEqualTo(0x80);
            assertThat(five.subscribe(1, "errors/default/somebody-else")).isEqualTo(0x87);
            assertThat(five.subscribe(2, "errors/default/" + device)).isEqualTo(0);
        }
    }

    @Test
    void aGatewayPublishesForItsChildren() throws Exception {
        String child = "c-" + device;
        platform.register(child, true, false, Optional.of(device));
        platform.register(device, true, true, Optional.empty());
        try (RawMqtt client = connected(5, "gw")) {
            await().atMost(SOON)
                    .until(() -> client.publishAndAwait(1, 1, "telemetry/default/" + child + "/a", "1") == 0);
        }
        await().atMost(SOON).until(() -> platform.readings(child).size() == 1);
    }
}
