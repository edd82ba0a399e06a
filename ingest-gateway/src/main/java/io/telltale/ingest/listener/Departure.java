package io.telltale.ingest.listener;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.util.concurrent.TimeUnit;

/** How one connection ends: once, for one reason, which the client is told if its version has a word for it. Event loop only. */
final class Departure {

    private static final long LINGER_MILLIS = 500;

    private final ChannelHandlerContext ctx;
    private Farewell cause = Farewell.CONNECTION_LOST;
    private boolean begun;

    Departure(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Whether the connection is at its end: what still comes is not looked at. */
    boolean begun() {
        return begun;
    }

    /** Why it ended; as long as nobody said so, the connection was lost. */
    Farewell cause() {
        return cause;
    }

    /** The client is let go; one of version 5 is told why. */
    void leave(Farewell why, boolean five) {
        if (begun) {
            return;
        }
        begin(why);
        if (five) {
            // Closed at once, a socket with unread bytes would be reset and take the farewell with it.
            ctx.writeAndFlush(Replies.goodbye(why.code()));
            ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            ctx.close();
        }
    }

    /** The client's CONNECT is turned down. */
    void reject(MqttConnectReturnCode code) {
        begin(Farewell.REJECTED);
        ctx.writeAndFlush(Replies.rejection(code)).addListener(ChannelFutureListener.CLOSE);
    }

    /** The client said goodbye. */
    void goodbye() {
        begin(Farewell.DISCONNECTED);
        ctx.close();
    }

    /** The socket is gone, whoever ended it. */
    void gone() {
        begun = true;
    }

    private void begin(Farewell why) {
        cause = why;
        begun = true;
    }
}
