package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;

/** How every process connects to NATS: named, for ever reconnecting, bounded, and saying so when its state changes. */
public final class Nats {

    private static final System.Logger LOG = System.getLogger(Nats.class.getName());
    private static final Duration RECONNECT_WAIT = Duration.ofMillis(250);
    private static final Duration RECONNECT_JITTER = Duration.ofMillis(250);
    private static final long RECONNECT_BUFFER_BYTES = 8L * 1024 * 1024;

    private Nats() {}

    /**
     * Connects, or fails when no server answers now; once connected, it comes back by itself after every loss.
     *
     * @param url {@code nats://user:password@host:port}, or several with commas; never logged
     * @param name how the connection shows on the server, such as {@code anomaly-service}
     * @throws IOException when no server answers
     */
    public static Connection connect(String url, String name) throws IOException, InterruptedException {
        return io.nats.client.Nats.connect(options(url, name));
    }

    /** As {@link #connect}, but goes on trying for as long as no server answers. Blocks until one does. */
    public static Connection connectWhenUp(String url, String name) throws IOException, InterruptedException {
        return io.nats.client.Nats.connectReconnectOnConnect(options(url, name));
    }

    private static Options options(String url, String name) {
        return Options.builder()
                .servers(url.split(","))
                .connectionName(name)
                .maxReconnects(-1)
                .reconnectWait(RECONNECT_WAIT)
                .reconnectJitter(RECONNECT_JITTER)
                .reconnectBufferSize(RECONNECT_BUFFER_BYTES)
                .connectionListener((connection, event) -> report(name, event))
                .errorListener(new NatsErrors(name))
                .build();
    }

    private static void report(String name, Events event) {
        switch (event) {
            case CONNECTED, RECONNECTED, RESUBSCRIBED, CLOSED, LAME_DUCK ->
                LOG.log(System.Logger.Level.INFO, "nats state={0} connection={1}", event.name(), name);
            case DISCONNECTED -> LOG.log(System.Logger.Level.WARNING, "nats state=DISCONNECTED connection={0}", name);
            case DISCOVERED_SERVERS ->
                LOG.log(System.Logger.Level.DEBUG, "nats servers discovered connection={0}", name);
        }
    }
}
