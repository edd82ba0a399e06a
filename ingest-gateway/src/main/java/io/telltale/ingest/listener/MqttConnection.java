package io.telltale.ingest.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import io.telltale.events.DeviceEntry;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with one device: CONNECT, then publishes that are answered when they are durable.
 *
 * <p>A will is accepted and not published: presence events tell the same and cannot be forged. Event loop only, but for {@link
 * #recheck} and {@link #takenOver}, which hop onto it.
 */
final class MqttConnection extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger(MqttConnection.class.getName());

    private final Lobby lobby;
    private final EventLoopDesk desk;

    /** Set when the handler enters the pipeline, before anything else can happen to it. */
    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext ctx;

    @SuppressWarnings("NullAway.Init")
    private Brake brake;

    @SuppressWarnings("NullAway.Init")
    private Departure departure;

    private @Nullable Peer peer;
    private @Nullable Publishes publishes;
    private long heard;

    /** A conversation over a channel whose pipeline holds the MQTT codec before this handler. */
    MqttConnection(Lobby lobby, EventLoopDesk desk) {
        this.lobby = lobby;
        this.desk = desk;
    }

    /** Begins to wait for CONNECT. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        brake = new Brake(ctx.channel());
        departure = new Departure(ctx);
        boolean crowded = lobby.meters().opened() > lobby.settings().connections();
        long patience = crowded ? 0 : lobby.settings().helloWithin().toMillis();
        Runnable unlessGreeted = () -> {
            if (peer == null) {
                leave(Farewell.SILENT);
            }
        };
        var hurry = ctx.executor().schedule(unlessGreeted, patience, TimeUnit.MILLISECONDS);
        ctx.channel().closeFuture().addListener(closed -> hurry.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
        try {
            heard++;
            if (!departure.begun() && packet instanceof MqttMessage message) {
                if (message.decoderResult().isFailure()) {
                    undecodable(message.decoderResult().cause());
                } else {
                    take(message);
                }
            }
        } finally {
            ReferenceCountUtil.release(packet);
        }
    }

    private void take(MqttMessage message) {
        Peer known = peer;
        Publishes taking = publishes;
        if (known == null || taking == null) {
            if (message instanceof MqttConnectMessage connect) {
                greet(connect);
            } else {
                leave(Farewell.PROTOCOL_ERROR);
            }
            return;
        }
        switch (message.fixedHeader().messageType()) {
            case PUBLISH -> taking.take((MqttPublishMessage) message).ifPresent(this::leave);
            case PUBREL -> taking.release((MqttMessageIdVariableHeader) message.variableHeader());
            case SUBSCRIBE -> reply(Subscriptions.subscribe(known, (MqttSubscribeMessage) message));
            case UNSUBSCRIBE -> reply(Subscriptions.unsubscribe(known, (MqttUnsubscribeMessage) message));
            case PINGREQ -> ctx.write(Replies.pong());
            case DISCONNECT -> departure.goodbye();
            // Only messages of QoS 0 are sent to clients, so these answer nothing.
            case PUBACK, PUBREC, PUBCOMP -> {}
            case CONNECT, CONNACK, SUBACK, UNSUBACK, PINGRESP, AUTH -> leave(Farewell.PROTOCOL_ERROR);
        }
    }

    private void reply(Optional<MqttMessage> answer) {
        answer.ifPresentOrElse(ctx::write, () -> leave(Farewell.PROTOCOL_ERROR));
    }

    private void greet(MqttConnectMessage connect) {
        Hello hello = Hello.of(connect);
        if (hello.assigned() && !hello.five() && !hello.clean()) {
            departure.reject(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
            return;
        }
        Optional<DeviceLogin.Proven> proven = lobby.login()
                .check(connect.payload().userName(), connect.payload().passwordInBytes());
        if (proven.isEmpty()) {
            departure.reject(hello.notAuthorized());
            return;
        }
        Sessions.Opened opened = lobby.sessions().open(proven.get().device(), hello, this);
        opened.predecessor().ifPresent(MqttConnection::takenOver);
        Peer known = new Peer(hello, proven.get(), opened.session());
        peer = known;
        publishes = new Publishes(lobby, desk, this, known, ctx);
        lobby.connected().came(known.device(), this);
        KeepAlive.watch(ctx, hello.keepAlive(), this);
        ctx.write(Replies.welcome(hello, opened.present(), lobby.settings()));
    }

    /** Some of what was taken in is settled: answers what may be answered; {@link #flush} sends it. */
    void settled() {
        Publishes taking = publishes;
        if (taking != null) {
            taking.settled();
        }
    }

    void flush() {
        ctx.flush();
    }

    /** Hears no more of a client that must send again what there is no room for, and ends its connection after a while. */
    void rest() {
        if (!departure.begun() && !brake.resting()) {
            brake.rest();
            long millis = lobby.settings().rest().toMillis();
            long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1);
            ctx.executor().schedule(() -> leave(Farewell.NO_ROOM), jittered, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        ctx.flush();
    }

    /** Stops reading when the event loop's window is full. */
    void brakeWhenFull() {
        if (desk.full() && !brake.windowFull()) {
            desk.brake(this);
        }
    }

    /** Whether it is at its end, and nothing is answered any more. */
    boolean leaving() {
        return departure.begun();
    }

    /** Whether the client has said who it is. */
    boolean greeted() {
        return peer != null;
    }

    /** How many packets the codec has made out, good or bad. */
    long heard() {
        return heard;
    }

    /** Whether the client is read, so that its silence is its own. */
    boolean hearing() {
        return brake.hearing();
    }

    /** Stops or starts reading from the socket; called by the desk. */
    void reading(boolean on) {
        brake.windowFull(!on);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        brake.answersPiling(!ctx.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        departure.gone();
        lobby.meters().closed(departure.cause());
        Peer known = peer;
        if (known != null) {
            lobby.sessions().close(known.device(), known.hello(), this);
            lobby.connected()
                    .went(known.device(), this, departure.cause(), known.hello().will());
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.log(System.Logger.Level.WARNING, "connection failed, closing it", cause);
        }
        ctx.close();
    }

    private void undecodable(Throwable cause) {
        if (cause instanceof MqttUnacceptableProtocolVersionException) {
            departure.reject(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
        } else {
            leave(cause instanceof TooLongFrameException ? Farewell.PACKET_TOO_LARGE : Farewell.MALFORMED_PACKET);
        }
    }

    /** Lets the client go, telling it why if its version has a word for it. */
    void leave(Farewell cause) {
        Peer known = peer;
        departure.leave(cause, known != null && known.hello().five());
    }

    /** The same client has connected anew. Any thread. */
    void takenOver() {
        ctx.executor().execute(() -> leave(Farewell.TAKEN_OVER));
    }

    /** The device's entry changed: it is let go when it is disabled or its token is no longer good. Any thread. */
    void recheck(DeviceEntry entry) {
        ctx.executor().execute(() -> {
            Peer known = peer;
            if (known != null
                    && (!entry.enabled()
                            || !entry.tokenHashes().contains(known.proven().tokenHash()))) {
                leave(Farewell.REVOKED);
            }
        });
    }
}
