package io.telltale.ingest.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Watches a client's promise to be heard from: one and a half times its keep-alive (MQTT 3.1.1, 3.1.2.10). */
final class KeepAlive {

    private KeepAlive() {}

    static void watch(ChannelHandlerContext ctx, Duration promised, MqttConnection connection) {
        if (promised.isPositive()) {
            long millis = promised.toMillis() * 3 / 2;
            ctx.pipeline().addBefore(ctx.name(), "silence", new IdleStateHandler(millis, 0, 0, TimeUnit.MILLISECONDS) {
                @Override
                protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
                    if (connection.hearing()) {
                        connection.leave(Farewell.KEEP_ALIVE_TIMEOUT);
                    }
                }
            });
        }
    }
}
