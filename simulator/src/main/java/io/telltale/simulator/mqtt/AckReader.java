package io.telltale.simulator.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Takes PUBACKs out of what the server sends, without an object for each, since under load there is hardly anything else; every
 * other packet goes on to the decoder, whole (MQTT 5.0 sections 2.1 and 3.4). One event loop.
 */
final class AckReader extends ChannelInboundHandlerAdapter {

    private static final int PUBACK = 0x40;
    private static final int SHORTEST = 2;

    /** Bytes of a length field at most. */
    private static final int LENGTH_BYTES = 4;

    private final Acks acks;
    private @Nullable ByteBuf rest;

    /** Is told of each PUBACK; the reason is 0 where the server gave none. */
    interface Acks {
        void puback(ChannelHandlerContext context, int packetId, int reason);
    }

    AckReader(Acks acks) {
        this.acks = acks;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = joined((ByteBuf) message);
        try {
            while (in.readableBytes() >= SHORTEST && packet(context, in)) {
                // the next one
            }
            if (in.isReadable()) {
                rest = context.alloc().buffer(in.readableBytes()).writeBytes(in);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (rest != null) {
            rest.release();
            rest = null;
        }
    }

    /** Takes one packet, if it is whole. What is no packet at all is the decoder's to complain of. */
    private boolean packet(ChannelHandlerContext context, ByteBuf in) {
        int start = in.readerIndex();
        int length = 0;
        int bytes = 0;
        int digit;
        do {
            if (bytes == LENGTH_BYTES) {
                context.fireChannelRead(in.readRetainedSlice(in.readableBytes()));
                return false;
            }
            if (start + 1 + bytes >= in.writerIndex()) {
                return false;
            }
            digit = in.getByte(start + 1 + bytes);
            length |= (digit & 0x7F) << (7 * bytes++);
        } while ((digit & 0x80) != 0);
        int head = 1 + bytes;
        if (in.readableBytes() < head + length) {
            return false;
        }
        if (in.getUnsignedByte(start) == PUBACK && length >= 2) {
            int packetId = in.getUnsignedShort(start + head);
            int reason = length > 2 ? in.getUnsignedByte(start + head + 2) : 0;
            in.skipBytes(head + length);
            acks.puback(context, packetId, reason);
        } else {
            context.fireChannelRead(in.readRetainedSlice(head + length));
        }
        return true;
    }

    private ByteBuf joined(ByteBuf read) {
        if (rest == null) {
            return read;
        }
        ByteBuf both = rest.writeBytes(read);
        rest = null;
        read.release();
        return both;
    }
}
