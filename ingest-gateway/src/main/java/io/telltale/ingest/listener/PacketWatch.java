package io.telltale.ingest.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Keeps count of the packet that is coming in, before the codec, which gathers it silently until it is whole.
 *
 * <p>A packet that is begun must be finished in time, those of all connections of an event loop may not hold more than its
 * window, and who has not said who it is may send little. A packet that has come whole must have been understood. It also stops reading within a burst, as soon as the window is full.
 * Only lengths are looked at; whether the packet is one, the codec says. Event loop only.
 */
final class PacketWatch extends ChannelInboundHandlerAdapter {

    /** Longest packet of a client that is not known yet: a CONNECT with all its names, and a will of moderate size. */
    private static final int FROM_STRANGERS = 16 * 1024;

    private static final int LONGEST_LENGTH = 28;

    private final Lobby lobby;
    private final EventLoopDesk desk;
    private final MqttConnection connection;
    private int held;
    private int missing;
    private int length;
    private int shift;
    private boolean inLength;
    private long packets;
    private boolean timed;

    PacketWatch(Lobby lobby, EventLoopDesk desk, MqttConnection connection) {
        this.lobby = lobby;
        this.desk = desk;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf chunk) {
            int before = held;
            follow(chunk);
            desk.unfinished(held - before);
        }
        ctx.fireChannelRead(message);
        if (connection.heard() < packets) {
            // A length inside the packet points beyond its end: the codec would take what follows for a part of it.
            connection.leave(Farewell.MALFORMED_PACKET);
        } else if (held > 0) {
            judge(ctx);
        }
        connection.brakeWhenFull();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        desk.unfinished(-held);
        held = 0;
        ctx.fireChannelInactive();
    }

    private void judge(ChannelHandlerContext ctx) {
        if (held > FROM_STRANGERS && !connection.greeted()) {
            connection.leave(Farewell.PACKET_TOO_LARGE);
        } else if (desk.crowded()) {
            connection.leave(Farewell.CROWDED_OUT);
        } else if (!timed) {
            timed = true;
            awaitEnd(ctx, packets);
        }
    }

    private void awaitEnd(ChannelHandlerContext ctx, long packet) {
        ctx.executor()
                .schedule(
                        () -> late(ctx, packet), lobby.settings().packetWithin().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void late(ChannelHandlerContext ctx, long packet) {
        timed = held > 0;
        if (timed && packets == packet && connection.hearing()) {
            connection.leave(Farewell.PACKET_TOO_SLOW);
        } else if (timed) {
            awaitEnd(ctx, packets);
        }
    }

    /** Follows the fixed headers (MQTT 5, 2.1): a byte, the remaining length in up to four digits, and as many bytes. */
    private void follow(ByteBuf chunk) {
        int at = chunk.readerIndex();
        while (at < chunk.writerIndex()) {
            if (missing > 0) {
                int taken = Math.min(missing, chunk.writerIndex() - at);
                at += taken;
                held += taken;
                missing -= taken;
            } else {
                digit(chunk.getByte(at++));
            }
            if (missing == 0 && !inLength) {
                held = 0;
                packets++;
            }
        }
    }

    private void digit(byte digit) {
        held++;
        if (!inLength) {
            inLength = true;
            length = 0;
            shift = 0;
            return;
        }
        length |= (digit & 0x7F) << shift;
        shift += 7;
        if (digit >= 0 || shift == LONGEST_LENGTH) {
            inLength = false;
            missing = length;
        }
    }
}
