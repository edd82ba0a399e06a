package io.telltale.simulator.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The PUBLISH packets of a connection that were written and not sent yet, one behind the other in one buffer, so that what is
 * flushed together costs one write to the socket. One event loop.
 */
final class Outbox {

    private static final int FIRST_BYTES = 2_048;

    /** What is more is handed to the channel, which tells when its socket does not keep up. */
    private static final int MOST_BYTES = 16_384;

    private final LinkSettings settings;
    private final IntConsumer sent;
    private @Nullable ByteBuf packets;
    private List<InFlight.Message> unanswered = new ArrayList<>();

    /**
     * @param sent hears the packet id of each message that is in the socket, where nothing else acknowledges it: at QoS 0
     */
    Outbox(LinkSettings settings, IntConsumer sent) {
        this.settings = settings;
        this.sent = sent;
    }

    void add(Channel channel, InFlight.Message message, boolean again) {
        byte[] topic = message.topic();
        byte[] payload = message.payload();
        ByteBuf out = packets;
        if (out == null) {
            int size = PublishFrame.OVERHEAD + topic.length + payload.length;
            out = channel.alloc().ioBuffer(Math.max(FIRST_BYTES, size));
            packets = out;
        }
        PublishFrame.write(out, settings.five(), settings.qos(), again, message.packetId(), topic, payload);
        if (settings.qos() == 0) {
            unanswered.add(message);
        }
        if (out.readableBytes() >= MOST_BYTES) {
            hand(channel, out);
        }
    }

    /** Sends all of it. */
    void flush(Channel channel) {
        if (packets != null) {
            hand(channel, packets);
        }
        channel.flush();
    }

    /** Forgets what was not sent when the connection broke; its messages are still in flight. */
    void clear() {
        if (packets != null) {
            packets.release();
            packets = null;
        }
        unanswered.clear();
    }

    private void hand(Channel channel, ByteBuf out) {
        packets = null;
        if (settings.qos() > 0) {
            channel.write(out, channel.voidPromise());
            return;
        }
        List<InFlight.Message> handed = unanswered;
        unanswered = new ArrayList<>();
        channel.write(out).addListener(written -> {
            if (written.isSuccess()) {
                handed.forEach(message -> sent.accept(message.packetId()));
            }
        });
    }
}
