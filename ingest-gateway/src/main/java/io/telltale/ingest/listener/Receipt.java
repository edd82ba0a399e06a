package io.telltale.ingest.listener;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.telltale.ingest.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One message that a connection has taken in and not yet answered. The outcome is set by whichever thread settles it; all
 * else belongs to the event loop.
 */
final class Receipt {

    private static final int OVERHEAD = 1024;

    final MqttConnection connection;
    final MqttQoS qos;
    final int packetId;
    final String topic;
    final int bytes;
    private volatile @Nullable Outcome outcome;

    /**
     * A receipt for a message that holds so many bytes of the heap.
     *
     * @param bytes see {@link #held}
     */
    Receipt(MqttConnection connection, MqttQoS qos, int packetId, String topic, int bytes) {
        this.connection = connection;
        this.qos = qos;
        this.packetId = packetId;
        this.topic = topic;
        this.bytes = bytes;
    }

    /**
     * About what a message in flight holds of the heap, and hardly less than it can: its bytes, and what its values take as
     * columns of a batch (48 bytes each; the shortest takes three bytes of a payload).
     */
    static int held(String topic, int payload, int mostValues) {
        return OVERHEAD + topic.length() + payload + Math.min(16 * payload, 48 * mostValues);
    }

    void settle(Outcome outcome) {
        this.outcome = outcome;
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }
}
