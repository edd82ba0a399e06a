package io.telltale.ingest.listener;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.telltale.events.Json;
import java.nio.charset.StandardCharsets;

/**
 * What a device reads on {@code errors/{tenant}/{device}} about a message of its own that was refused.
 *
 * <p>MQTT 3.1.1 has no negative PUBACK, and a message without any would be sent again for ever, on every reconnect, in front
 * of all good ones. The refused message is safe among the dead letters by then, so it is acknowledged like any other, and what
 * was wrong is said here. Messages of QoS 0, in any version, have no other answer either.
 */
final class ErrorMessages {

    private ErrorMessages() {}

    static MqttMessage message(Peer peer, Receipt receipt, Answer answer) {
        return Replies.message(peer.errorsTopic(), json(receipt, answer));
    }

    private static byte[] json(Receipt receipt, Answer answer) {
        try {
            return Json.MAPPER.writeValueAsBytes(new Body(
                    receipt.topic,
                    receipt.qos == MqttQoS.AT_MOST_ONCE ? 0 : receipt.packetId,
                    answer.refused(),
                    answer.explanation()));
        } catch (JsonProcessingException e) {
            return answer.explanation().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The message body; {@code refused} is false when only some values of the message were. */
    private record Body(String topic, int packetId, boolean refused, String error) {}
}
