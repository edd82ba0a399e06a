package io.telltale.ingest.listener;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.telltale.ingest.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One message that a connection has taken in and not yet answered. The outcome is set by whichever thread settles it; all
 * else belongs to the event loop.
 */
final class Receipt {

    final MqttConnection connection;
    final MqttQoS qos;
    final int packetId;
    final String topic;
    final int bytes;
    private volatile @Nullable Outcome outcome;

    Receipt(MqttConnection connection, MqttQoS qos, int packetId, String topic, int bytes) {
        this.connection = connection;
        this.qos = qos;
        this.packetId = packetId;
        this.topic = topic;
        this.bytes = bytes;
    }

    void settle(Outcome outcome) {
        this.outcome = outcome;
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }
}
