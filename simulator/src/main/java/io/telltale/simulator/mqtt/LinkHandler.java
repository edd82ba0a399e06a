package io.telltale.simulator.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The protocol side of one TCP connection of a {@link DeviceLink}: CONNECT, acknowledgements, pings. */
final class LinkHandler extends SimpleChannelInboundHandler<MqttMessage> implements AckReader.Acks {

    /** How long the server keeps a session whose connection broke. */
    private static final int SESSION_SECONDS = 300;

    private static final int FIRST_FAILURE = 0x80;
    private static final int NO_MATCHING_SUBSCRIBERS = 0x10;

    private final DeviceLink link;
    private final LinkSettings settings;
    private final LinkLogin login;
    private final boolean clean;
    private LinkListener.Interruption why = new LinkListener.Interruption(false, "the server closed the connection");
    private @Nullable ScheduledFuture<?> pings;
    private boolean pingUnanswered;
    private boolean greeted;

    /** The first connection of a process is clean, so that packet ids of an earlier process mean nothing to the server. */
    LinkHandler(DeviceLink link, LinkSettings settings, LinkLogin login, boolean clean) {
        this.link = link;
        this.settings = settings;
        this.login = login;
        this.clean = clean;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        MqttMessageBuilders.ConnectBuilder connect = MqttMessageBuilders.connect()
                .protocolVersion(settings.five() ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1)
                .clientId(login.clientId())
                .cleanSession(clean)
                .keepAlive((int) settings.keepAlive().toSeconds());
        if (settings.five()) {
            MqttProperties properties = new MqttProperties();
            properties.add(new MqttProperties.IntegerProperty(
                    MqttProperties.MqttPropertyType.SESSION_EXPIRY_INTERVAL.value(), SESSION_SECONDS));
            connect.properties(properties);
        }
        if (login.username() != null) {
            connect.username(login.username());
        }
        if (login.password() != null) {
            connect.password(login.password().getBytes(StandardCharsets.UTF_8));
        }
        context.writeAndFlush(connect.build());
        long half = settings.keepAlive().toMillis() / 2;
        pings = context.executor().scheduleAtFixedRate(() -> ping(context), half, half, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        if (message.decoderResult().isFailure()) {
            leave(
                    context,
                    "the server sent a packet that is no MQTT: "
                            + message.decoderResult().cause().getMessage());
            return;
        }
        switch (message.fixedHeader().messageType()) {
            case CONNACK -> connack(context, (MqttConnAckVariableHeader) message.variableHeader());
            case PUBREC -> {
                if (reason(message) >= FIRST_FAILURE) {
                    settle(packetId(message), reason(message));
                } else {
                    link.release(context.channel(), packetId(message));
                }
            }
            case PUBCOMP -> link.acknowledged(packetId(message));
            case PINGRESP -> pingUnanswered = false;
            case DISCONNECT -> leave(context, "the server said goodbye");
            default ->
                leave(context, "the server sent a " + message.fixedHeader().messageType());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (pings != null) {
            pings.cancel(false);
        }
        link.broken(why);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        leave(context, cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    private void connack(ChannelHandlerContext context, MqttConnAckVariableHeader header) {
        MqttConnectReturnCode code = header.connectReturnCode();
        if (code == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            greeted = true;
            link.opened(context.channel(), receiveMaximum(header.properties()));
            return;
        }
        boolean login =
                switch (code) {
                    case CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
                            CONNECTION_REFUSED_NOT_AUTHORIZED,
                            CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD,
                            CONNECTION_REFUSED_NOT_AUTHORIZED_5,
                            CONNECTION_REFUSED_BANNED -> true;
                    default -> false;
                };
        why = new LinkListener.Interruption(login, "CONNECT refused with " + ReasonCode.of(code.byteValue() & 0xFF));
        context.close();
    }

    /**
     * A broker that comes back without its subscriptions acknowledges with "no matching subscribers" and drops the message, until
     * the gateway has subscribed again. Where acknowledgements promise that little the connection is left, and on the next one
     * everything goes out again in its order. MQTT 3.1.1 has no such code: its devices cannot know.
     */
    @Override
    public void puback(ChannelHandlerContext context, int packetId, int reason) {
        if (reason == NO_MATCHING_SUBSCRIBERS && !settings.sendAgain().isZero()) {
            leave(context, "nobody is subscribed at the broker");
        } else {
            settle(packetId, reason);
        }
    }

    private void settle(int packetId, int reason) {
        if (reason >= FIRST_FAILURE) {
            link.refused(packetId, reason);
        } else {
            link.acknowledged(packetId);
        }
    }

    private void ping(ChannelHandlerContext context) {
        if (pingUnanswered || !greeted) {
            leave(
                    context,
                    "the server gave no sign of life for "
                            + settings.keepAlive().toSeconds() / 2 + " s");
        } else {
            pingUnanswered = true;
            context.writeAndFlush(MqttMessage.PINGREQ);
        }
    }

    private void leave(ChannelHandlerContext context, String reason) {
        why = new LinkListener.Interruption(false, reason);
        context.close();
    }

    private static int receiveMaximum(MqttProperties properties) {
        return properties.getProperty(MqttProperties.MqttPropertyType.RECEIVE_MAXIMUM.value())
                        instanceof MqttProperties.IntegerProperty maximum
                ? maximum.value()
                : 65_535;
    }

    private static int packetId(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    private static int reason(MqttMessage message) {
        return message.variableHeader() instanceof MqttPubReplyMessageVariableHeader reply
                ? reply.reasonCode() & 0xFF
                : 0;
    }
}
