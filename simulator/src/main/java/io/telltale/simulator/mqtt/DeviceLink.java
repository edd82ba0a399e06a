package io.telltale.simulator.mqtt;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One device's connection, held for as long as it is wanted: it comes back after every break, waiting 0.1 s to 5 s between
 * attempts, and sends again, marked DUP and in order, what was not acknowledged.
 *
 * <p>All state belongs to one event loop; call every method there. A publish is accepted or not ({@link #publish}), never
 * queued: the window is the only buffer.
 */
public final class DeviceLink {

    private static final int LONGEST_PACKET = 1 << 20;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private final EventLoop loop;
    private final LinkSettings settings;
    private final LinkListener listener;
    private final InFlight inFlight;
    private final Patience patience = new Patience();
    private LinkLogin login;
    private @Nullable Channel channel;
    private boolean open;
    private boolean returning;
    private boolean closed;
    private int window;
    private long resent;

    public DeviceLink(EventLoop loop, LinkSettings settings, LinkLogin login, LinkListener listener) {
        this.loop = loop;
        this.settings = settings;
        this.login = login;
        this.listener = listener;
        this.inFlight = new InFlight(settings.window());
        this.window = settings.window();
    }

    /** Starts to connect, and from now on to come back. */
    public void connect() {
        if (closed) {
            return;
        }
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel created) {
                        created.pipeline()
                                .addLast(new MqttDecoder(LONGEST_PACKET))
                                .addLast(MqttEncoder.INSTANCE)
                                .addLast(new LinkHandler(DeviceLink.this, settings, login, !returning));
                    }
                })
                .connect(settings.server())
                .addListener((ChannelFutureListener) attempt -> {
                    if (!attempt.isSuccess()) {
                        broken(new LinkListener.Interruption(
                                false, String.valueOf(attempt.cause().getMessage())));
                    }
                });
    }

    /** Whether {@link #publish} would take a message now. */
    public boolean ready() {
        return open && inFlight.size() < window && channel != null && channel.isWritable();
    }

    /**
     * Writes a message, to be sent with the next {@link #flush}; its fate is told to the listener with {@code tag}.
     *
     * @return false when the link is down, its window is full or its socket does not keep up: try again when told of room
     */
    public boolean publish(byte[] topic, byte[] payload, long tag) {
        if (!ready()) {
            return false;
        }
        write(inFlight.add(tag, topic, payload), false);
        return true;
    }

    /** Sends what was written. */
    public void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    /** The login of the next attempt, when a token was replaced. */
    public void useLogin(LinkLogin replacement) {
        login = replacement;
    }

    /** Messages not acknowledged yet. */
    public int unacknowledged() {
        return inFlight.size();
    }

    /** Messages sent again after a break. */
    public long resent() {
        return resent;
    }

    /** Says goodbye and stays away. */
    public void close() {
        closed = true;
        open = false;
        if (channel != null) {
            channel.writeAndFlush(MqttMessage.DISCONNECT).addListener(ChannelFutureListener.CLOSE);
        }
    }

    void opened(Channel accepted, int receiveMaximum) {
        channel = accepted;
        open = true;
        returning = true;
        patience.reset();
        window = Math.min(settings.window(), receiveMaximum);
        for (InFlight.Message message : inFlight.unacknowledged()) {
            resent++;
            write(message, true);
        }
        accepted.flush();
        listener.connected(this);
    }

    void acknowledged(int packetId) {
        InFlight.Message message = inFlight.find(packetId);
        if (message != null) {
            inFlight.remove(message);
            listener.acknowledged(this, message.tag());
        }
    }

    void refused(int packetId, int reason) {
        InFlight.Message message = inFlight.find(packetId);
        if (message != null) {
            inFlight.remove(message);
            listener.refused(this, message.tag(), reason);
        }
    }

    /** The second half of QoS 2; also for an id that is not ours, so that the server can forget it. */
    void release(Channel accepted, int packetId) {
        accepted.writeAndFlush(new MqttMessage(
                new MqttFixedHeader(MqttMessageType.PUBREL, false, MqttQoS.AT_LEAST_ONCE, false, 0),
                MqttMessageIdVariableHeader.from(packetId)));
    }

    void broken(LinkListener.Interruption why) {
        open = false;
        channel = null;
        if (!closed) {
            listener.interrupted(this, why);
            loop.schedule(this::connect, patience.nextMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void write(InFlight.Message message, boolean again) {
        Channel open = Objects.requireNonNull(channel);
        int size = PublishFrame.OVERHEAD + message.topic().length + message.payload().length;
        ByteBuf frame = open.alloc().ioBuffer(size);
        PublishFrame.write(
                frame, settings.five(), settings.qos(), again, message.packetId(), message.topic(), message.payload());
        if (settings.qos() > 0) {
            open.write(frame, open.voidPromise());
        } else {
            open.write(frame).addListener(written -> {
                if (written.isSuccess()) {
                    acknowledged(message.packetId());
                }
            });
        }
    }
}
