package io.telltale.bench.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.ReferenceCountUtil;

/** A server on the gateway's own codec and transport that answers each PUBLISH at once, with one flush for all that was read. */
final class MqttAcknowledger extends ChannelInboundHandlerAdapter {

    static final String LISTENING = "listening";
    private static final int PACKET_BYTES = 262_144;
    private static final int EVENT_LOOPS = 2;

    private MqttAcknowledger() {}

    /** Listens on the port that is its argument until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        EventLoopGroup loops = new NioEventLoopGroup(EVENT_LOOPS);
        ServerBootstrap server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(MqttEncoder.INSTANCE, new MqttDecoder(PACKET_BYTES), new MqttAcknowledger());
                    }
                });
        server.bind("127.0.0.1", Integer.parseInt(arguments[0])).sync();
        System.out.println(LISTENING);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
        try {
            answer(context, (MqttMessage) packet);
        } finally {
            ReferenceCountUtil.release(packet);
        }
    }

    private static void answer(ChannelHandlerContext context, MqttMessage packet) {
        if (packet.decoderResult().isFailure()) {
            context.close();
            return;
        }
        switch (packet.fixedHeader().messageType()) {
            case CONNECT ->
                context.write(MqttMessageBuilders.connAck()
                        .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                        .build());
            case PUBLISH -> {
                MqttPublishMessage message = (MqttPublishMessage) packet;
                if (message.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE) {
                    context.write(MqttMessageBuilders.pubAck()
                            .packetId(message.variableHeader().packetId())
                            .build());
                }
            }
            case PINGREQ -> context.write(MqttMessage.PINGRESP);
            default -> context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
