package io.telltale.ingest.listener;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.telltale.events.DeviceDirectory;
import io.telltale.ingest.TelemetryInbox;
import io.telltale.ingest.presence.PresenceReporter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Listens for MQTT on one port with several event loops, each with its own share of the connections.
 *
 * <p>Built on Vert.x' {@link NetServer} and Netty's MQTT codec rather than on its MqttServer: that one offers neither a brake
 * on the socket nor a way to answer many messages with one flush, and both are what this door is about.
 */
public final class MqttListener implements AutoCloseable {

    private static final int LONGEST_CLIENT_ID = 256;

    private final Vertx vertx;
    private final Lobby lobby;
    private final List<NetServer> servers = new CopyOnWriteArrayList<>();
    private volatile int port;

    public MqttListener(
            Vertx vertx,
            ListenerSettings settings,
            DeviceDirectory directory,
            TelemetryInbox inbox,
            PresenceReporter presence,
            MeterRegistry meters) {
        this.vertx = vertx;
        InstantSource clock = InstantSource.system();
        ConnectedDevices connected = new ConnectedDevices(presence);
        directory.onChange(connected::recheck);
        lobby = new Lobby(
                settings,
                new DeviceLogin(directory::find),
                inbox,
                new Sessions(
                        clock,
                        settings.sessions(),
                        settings.sessionExpiry(),
                        4 * settings.windowMessages() * settings.eventLoops()),
                connected,
                new ListenerMeters(meters),
                clock);
    }

    /** Binds the port; the future fails when it is taken. Only a port that is named can be shared by several event loops. */
    public Future<Void> open() {
        int wanted = lobby.settings().port();
        int loops = wanted == 0 ? 1 : lobby.settings().eventLoops();
        Future<Void> bound = bind(wanted);
        for (int more = 1; more < loops; more++) {
            bound = bound.compose(first -> bind(wanted));
        }
        return bound;
    }

    /** The port that is listened on, or 0 when none is. */
    public int port() {
        return port;
    }

    /** Stops listening and lets every connection go; what is unacknowledged will be sent again by its device. */
    @Override
    public void close() {
        port = 0;
        servers.forEach(NetServer::close);
    }

    private Future<Void> bind(int wanted) {
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        EventLoopDesk desk = new EventLoopDesk(context.nettyEventLoop(), lobby.settings(), lobby.meters());
        NetServer server = vertx.createNetServer(new NetServerOptions()
                        .setHost(lobby.settings().host())
                        .setPort(wanted)
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true))
                .connectHandler(socket -> converse(socket, desk));
        servers.add(server);
        // Listening from the context makes the connections of this server run on its event loop.
        Promise<Void> bound = Promise.promise();
        context.runOnContext(on -> server.listen().onComplete(listening -> {
            if (listening.succeeded()) {
                port = server.actualPort();
                bound.complete();
            } else {
                bound.fail(listening.cause());
            }
        }));
        return bound.future();
    }

    private void converse(NetSocket socket, EventLoopDesk desk) {
        ChannelHandlerContext vertxHandler = ((NetSocketInternal) socket).channelHandlerContext();
        ChannelPipeline pipeline = vertxHandler.pipeline();
        MqttConnection connection = new MqttConnection(lobby, desk);
        pipeline.addBefore(vertxHandler.name(), "packets", new PacketWatch(lobby, desk, connection));
        pipeline.addBefore(vertxHandler.name(), "mqtt-out", MqttEncoder.INSTANCE);
        pipeline.addBefore(vertxHandler.name(), "mqtt-in", decoder());
        pipeline.addBefore(vertxHandler.name(), "mqtt", connection);
    }

    /** Holds hardly more than the packet that is not whole yet: by default it would keep what sixteen reads brought. */
    private MqttDecoder decoder() {
        MqttDecoder decoder = new MqttDecoder(lobby.settings().packetBytes(), LONGEST_CLIENT_ID);
        decoder.setDiscardAfterReads(1);
        return decoder;
    }
}
