package io.telltale.ingest.listener;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes.SubAck;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one subscription there is: a device may listen to what was wrong with its own messages, at QoS 0. */
final class Subscriptions {

    private static final int FAILURE_3_1_1 = 0x80;

    private Subscriptions() {}

    /** The answer; none to a packet that asks for nothing, which breaks the protocol (MQTT 5, 3.8.3). */
    static Optional<MqttMessage> subscribe(Peer peer, MqttSubscribeMessage message) {
        if (message.payload().topicSubscriptions().isEmpty()) {
            return Optional.empty();
        }
        List<Integer> codes = new ArrayList<>();
        for (MqttTopicSubscription subscription : message.payload().topicSubscriptions()) {
            boolean own = subscription.topicFilter().equals(peer.errorsTopic());
            if (own) {
                peer.session().listenToErrors(true);
            }
            codes.add(own ? 0 : refusal(peer));
        }
        return Optional.of(Replies.subscribed(message.variableHeader().messageId(), codes));
    }

    /** The answer; none to a packet that asks for nothing, which breaks the protocol (MQTT 5, 3.10.3). */
    static Optional<MqttMessage> unsubscribe(Peer peer, MqttUnsubscribeMessage message) {
        List<String> topics = message.payload().topics();
        if (topics.isEmpty()) {
            return Optional.empty();
        }
        if (topics.contains(peer.errorsTopic())) {
            peer.session().listenToErrors(false);
        }
        return Optional.of(
                Replies.unsubscribed(peer.hello(), message.variableHeader().messageId(), topics.size()));
    }

    private static int refusal(Peer peer) {
        return peer.hello().five() ? SubAck.NOT_AUTHORIZED.byteValue() & 0xFF : FAILURE_3_1_1;
    }
}
