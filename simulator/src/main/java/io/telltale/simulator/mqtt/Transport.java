package io.telltale.simulator.mqtt;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How this machine moves bytes: Linux' epoll where Netty's library for it is there, else what the JDK has. */
public final class Transport {

    private static final boolean NATIVE = Epoll.isAvailable();

    private Transport() {}

    /** So many event loops, to be shut down by the caller; every {@link DeviceLink} lives on one of such a group. */
    public static EventLoopGroup loops(int count) {
        return NATIVE ? new EpollEventLoopGroup(count) : new NioEventLoopGroup(count);
    }

    static Class<? extends SocketChannel> socket() {
        return NATIVE ? EpollSocketChannel.class : NioSocketChannel.class;
    }
}
