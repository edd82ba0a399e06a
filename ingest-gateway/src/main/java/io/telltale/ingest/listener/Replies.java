package io.telltale.ingest.listener;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.util.Collections;
import java.util.List;

/** The packets the listener sends, each in the form that the client's version has for it. */
final class Replies {

    /** Longest explanation in a packet, so that a packet with one stays small. */
    private static final int EXPLANATION = 200;

    private static final int PACKET_WITH_EXPLANATION = 1024;

    private Replies() {}

    static MqttMessage welcome(Hello hello, boolean sessionPresent, ListenerSettings settings) {
        MqttProperties properties = new MqttProperties();
        if (hello.five()) {
            number(properties, MqttPropertyType.RECEIVE_MAXIMUM, settings.receiveMaximum());
            number(properties, MqttPropertyType.MAXIMUM_PACKET_SIZE, settings.packetBytes());
            number(properties, MqttPropertyType.WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
            number(properties, MqttPropertyType.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
            number(properties, MqttPropertyType.SHARED_SUBSCRIPTION_AVAILABLE, 0);
            if (hello.sessionExpiry().compareTo(settings.sessionExpiry()) > 0) {
                number(properties, MqttPropertyType.SESSION_EXPIRY_INTERVAL, (int)
                        settings.sessionExpiry().toSeconds());
            }
            if (hello.assigned()) {
                properties.add(
                        new StringProperty(MqttPropertyType.ASSIGNED_CLIENT_IDENTIFIER.value(), hello.clientId()));
            }
        }
        return connAck(MqttConnectReturnCode.CONNECTION_ACCEPTED, sessionPresent, properties);
    }

    static MqttMessage rejection(MqttConnectReturnCode code) {
        return connAck(code, false, MqttProperties.NO_PROPERTIES);
    }

    private static MqttMessage connAck(MqttConnectReturnCode code, boolean present, MqttProperties properties) {
        return new MqttConnAckMessage(
                header(MqttMessageType.CONNACK), new MqttConnAckVariableHeader(code, present, properties));
    }

    /** PUBACK or PUBREC; reason and explanation reach only a client of version 5, the explanation only where it is wanted. */
    static MqttMessage published(Hello hello, MqttMessageType type, int packetId, Answer answer) {
        if (!hello.five()) {
            return new MqttMessage(header(type), MqttMessageIdVariableHeader.from(packetId));
        }
        MqttProperties properties = MqttProperties.NO_PROPERTIES;
        if (!answer.explanation().isEmpty() && hello.explain() && hello.largestPacket() >= PACKET_WITH_EXPLANATION) {
            String text = answer.explanation();
            properties = new MqttProperties();
            properties.add(new StringProperty(
                    MqttPropertyType.REASON_STRING.value(),
                    text.length() <= EXPLANATION ? text : text.substring(0, EXPLANATION)));
        }
        return new MqttMessage(
                header(type),
                new MqttPubReplyMessageVariableHeader(packetId, answer.code().byteValue(), properties));
    }

    static MqttMessage completed(int packetId) {
        return new MqttMessage(header(MqttMessageType.PUBCOMP), MqttMessageIdVariableHeader.from(packetId));
    }

    static MqttMessage subscribed(int packetId, List<Integer> codes) {
        return new MqttSubAckMessage(
                header(MqttMessageType.SUBACK),
                MqttMessageIdVariableHeader.from(packetId),
                new MqttSubAckPayload(codes));
    }

    static MqttMessage unsubscribed(Hello hello, int packetId, int topics) {
        MqttMessageIdVariableHeader id = MqttMessageIdVariableHeader.from(packetId);
        return hello.five()
                ? new MqttUnsubAckMessage(
                        header(MqttMessageType.UNSUBACK),
                        id,
                        new MqttUnsubAckPayload(Collections.nCopies(topics, (short) 0)))
                : new MqttUnsubAckMessage(header(MqttMessageType.UNSUBACK), id);
    }

    static MqttMessage pong() {
        return new MqttMessage(header(MqttMessageType.PINGRESP));
    }

    /** Says to a client of version 5 why it is let go; earlier versions have no such packet. */
    static MqttMessage goodbye(MqttReasonCodes.Disconnect reason) {
        return new MqttMessage(
                header(MqttMessageType.DISCONNECT),
                new MqttReasonCodeAndPropertiesVariableHeader(reason.byteValue(), MqttProperties.NO_PROPERTIES));
    }

    /** A QoS 0 message to the client. */
    static MqttMessage message(String topic, byte[] payload) {
        return new MqttPublishMessage(
                header(MqttMessageType.PUBLISH),
                new MqttPublishVariableHeader(topic, 0),
                Unpooled.wrappedBuffer(payload));
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }

    private static void number(MqttProperties properties, MqttPropertyType type, int value) {
        properties.add(new IntegerProperty(type.value(), value));
    }
}
