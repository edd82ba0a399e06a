package io.telltale.ingest.listener;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes.SubAck;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;

/** The one subscription there is: a device may listen to what was wrong with its own messages, at QoS 0. */
final class Subscriptions {

    private static final int FAILURE_3_1_1 = 0x80;

    private Subscriptions() {}

    static MqttMessage subscribe(Peer peer, MqttSubscribeMessage message) {
        List<Integer> codes = new ArrayList<>();
        for (MqttTopicSubscription subscription : message.payload().topicSubscriptions()) {
            boolean own = subscription.topicFilter().equals(peer.errorsTopic());
            if (own) {
                peer.session().listenToErrors(true);
            }
            codes.add(own ? 0 : refusal(peer));
        }
        return Replies.subscribed(message.variableHeader().messageId(), codes);
    }

    static MqttMessage unsubscribe(Peer peer, MqttUnsubscribeMessage message) {
        List<String> topics = message.payload().topics();
        if (topics.contains(peer.errorsTopic())) {
            peer.session().listenToErrors(false);
        }
        return Replies.unsubscribed(peer.hello(), message.variableHeader().messageId(), topics.size());
    }

    private static int refusal(Peer peer) {
        return peer.hello().five() ? SubAck.NOT_AUTHORIZED.byteValue() & 0xFF : FAILURE_3_1_1;
    }
}
