package io.telltale.simulator.mqtt;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One device's connection, held for as long as it is wanted: it comes back after every break, waiting 0.1 s to 5 s between
 * attempts, and sends again, marked DUP and in order, what was not acknowledged. Behind a broker whose acknowledgement promises
 * less it can also send again what was acknowledged just before the break ({@link LinkSettings#sendAgain}).
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
    private final Patience patience;
    private final Recent recent;
    private final Deque<InFlight.Message> waiting = new ArrayDeque<>();
    private final Outbox outbox;
    private LinkLogin login;
    private @Nullable Channel channel;
    private boolean open;
    private boolean returning;
    private boolean closed;
    private int window;
    private long resent;
    private long sentAgain;
    private long brokenAt;

    public DeviceLink(EventLoop loop, LinkSettings settings, LinkLogin login, LinkListener listener) {
        this.loop = loop;
        this.settings = settings;
        this.login = login;
        this.listener = listener;
        this.patience = new Patience(settings.longestPause());
        this.recent = new Recent(settings.sendAgain(), settings.window());
        this.inFlight = new InFlight(settings.sendAgain().isZero() ? settings.window() : 2 * settings.window());
        this.outbox = new Outbox(settings, this::acknowledged);
        this.window = settings.window();
    }

    /** Starts to connect, and from now on to come back. */
    public void connect() {
        if (closed) {
            return;
        }
        new Bootstrap()
                .group(loop)
                .channel(Transport.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel created) {
                        LinkHandler handler = new LinkHandler(DeviceLink.this, settings, login, !returning);
                        created.pipeline()
                                // what is published because of a read's acknowledgements leaves at its end, together
                                .addLast(new FlushConsolidationHandler())
                                .addLast(new AckReader(handler))
                                .addLast(new MqttDecoder(LONGEST_PACKET))
                                .addLast(MqttEncoder.INSTANCE)
                                .addLast(handler);
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
        return open && waiting.isEmpty() && inFlight.size() < window && channel != null && channel.isWritable();
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
            outbox.flush(channel);
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

    /** Messages sent again after a break although they were acknowledged. */
    public long sentAgain() {
        return sentAgain;
    }

    /** Says goodbye and stays away. */
    public void close() {
        closed = true;
        open = false;
        if (channel != null) {
            outbox.flush(channel);
            channel.writeAndFlush(MqttMessage.DISCONNECT).addListener(ChannelFutureListener.CLOSE);
        }
    }

    void opened(Channel accepted, int receiveMaximum) {
        channel = accepted;
        open = true;
        returning = true;
        patience.reset();
        sentAgain += recent.sendAgain(inFlight, brokenAt);
        window = Math.min(settings.window(), receiveMaximum);
        waiting.clear();
        waiting.addAll(inFlight.unacknowledged());
        repeat();
        listener.connected(this);
    }

    void acknowledged(int packetId) {
        InFlight.Message message = inFlight.find(packetId);
        if (message != null) {
            inFlight.remove(message);
            recent.acknowledged(message, System.nanoTime());
            if (!waiting.isEmpty()) {
                repeat();
            }
            if (!message.known()) {
                listener.acknowledged(this, message.tag());
            }
        }
    }

    void refused(int packetId, int reason) {
        InFlight.Message message = inFlight.find(packetId);
        if (message != null) {
            inFlight.remove(message);
            if (!message.known()) {
                listener.refused(this, message.tag(), reason);
            }
        }
    }

    /** The second half of QoS 2; also for an id that is not ours, so that the server can forget it. */
    void release(Channel accepted, int packetId) {
        accepted.writeAndFlush(new MqttMessage(
                new MqttFixedHeader(MqttMessageType.PUBREL, false, MqttQoS.AT_LEAST_ONCE, false, 0),
                MqttMessageIdVariableHeader.from(packetId)));
    }

    void broken(LinkListener.Interruption why) {
        if (open) {
            brokenAt = System.nanoTime();
        }
        open = false;
        channel = null;
        outbox.clear();
        if (!closed) {
            listener.interrupted(this, why);
            loop.schedule(this::connect, patience.nextMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Sends again what waits for it, as much at a time as the server wants to have unacknowledged. */
    private void repeat() {
        while (!waiting.isEmpty() && inFlight.size() - waiting.size() < window) {
            InFlight.Message message = waiting.removeFirst();
            resent++;
            write(message, !message.known()); // what is known was acknowledged under another packet id
        }
        flush();
    }

    private void write(InFlight.Message message, boolean again) {
        outbox.add(Objects.requireNonNull(channel), message, again);
    }
}
