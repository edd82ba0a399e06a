package io.telltale.ingest.listener;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import java.util.UUID;

/**
 * What a client says of itself when it connects.
 *
 * @param five whether it speaks MQTT 5
 * @param clientId its name, given by us when it had none
 * @param assigned whether we gave it
 * @param clean whether it wants no earlier session
 * @param will whether it left a will, to be told when it goes without a goodbye
 * @param keepAlive longest silence it promises, zero for no promise
 * @param sessionExpiry how long it wants its session kept after the connection
 * @param explain whether it wants to read why something failed
 * @param largestPacket longest packet it takes
 */
record Hello(
        boolean five,
        String clientId,
        boolean assigned,
        boolean clean,
        boolean will,
        Duration keepAlive,
        Duration sessionExpiry,
        boolean explain,
        int largestPacket) {

    static Hello of(MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttProperties properties = header.properties();
        boolean five = header.version() == MqttVersion.MQTT_5.protocolLevel();
        String clientId = connect.payload().clientIdentifier();
        boolean assigned = clientId == null || clientId.isEmpty();
        long expiry = five
                ? Integer.toUnsignedLong(number(properties, MqttPropertyType.SESSION_EXPIRY_INTERVAL, 0))
                : header.isCleanSession() ? 0 : Long.MAX_VALUE / 1_000_000_000;
        int largest = number(properties, MqttPropertyType.MAXIMUM_PACKET_SIZE, Integer.MAX_VALUE);
        return new Hello(
                five,
                assigned ? "auto-" + UUID.randomUUID() : clientId,
                assigned,
                header.isCleanSession(),
                header.isWillFlag(),
                Duration.ofSeconds(header.keepAliveTimeSeconds()),
                Duration.ofSeconds(expiry),
                number(properties, MqttPropertyType.REQUEST_PROBLEM_INFORMATION, 1) == 1,
                largest < 0 ? Integer.MAX_VALUE : largest);
    }

    /** Whether anything of it outlives the connection. */
    boolean lasting() {
        return sessionExpiry.isPositive();
    }

    /** How its version says that it may not connect. */
    MqttConnectReturnCode notAuthorized() {
        return five
                ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
    }

    private static int number(MqttProperties properties, MqttPropertyType type, int otherwise) {
        return properties.getProperty(type.value()) instanceof MqttProperties.IntegerProperty property
                ? property.value()
                : otherwise;
    }
}
