package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Options;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How every process connects to NATS: named, for ever reconnecting, bounded, and saying so when its state changes. */
public final class Nats {

    private static final System.Logger LOG = System.getLogger(Nats.class.getName());
    private static final Duration RECONNECT_WAIT = Duration.ofMillis(250);
    private static final Duration RECONNECT_JITTER = Duration.ofMillis(250);
    private static final long RECONNECT_BUFFER_BYTES = 8L * 1024 * 1024;
    /** A server that is frozen or cut off keeps its connections: after two unanswered pings we go to another. */
    private static final Duration PING = Duration.ofSeconds(2);

    private static final int PINGS_UNANSWERED = 2;

    private Nats() {}

    /**
     * Connects, or fails when no server answers now; once connected, it comes back by itself after every loss, to any server
     * of the cluster, also to those that the given ones tell of.
     *
     * @param url {@code nats://user:password@host:port}, or several with commas; never logged
     * @param name how the connection shows on the server, such as {@code anomaly-service}
     * @throws IOException when no server answers
     */
    public static Connection connect(String url, String name) throws IOException, InterruptedException {
        return io.nats.client.Nats.connect(options(url, name));
    }

    /**
     * As {@link #connect}, but goes on trying for as long as no server answers. Blocks until one does or the thread is
     * interrupted; the client's own way of waiting for a first connection does not heed that.
     */
    public static Connection connectWhenUp(String url, String name) throws InterruptedException {
        String said = "";
        while (true) {
            try {
                return connect(url, name);
            } catch (IOException e) {
                String reason = String.valueOf(e.getMessage());
                if (!reason.equals(said)) {
                    said = reason;
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "nats not reached yet connection={0} reason={1}",
                            name,
                            reason);
                }
                Thread.sleep(RECONNECT_WAIT);
            }
        }
    }

    private static Options options(String url, String name) {
        Options.Builder options = Options.builder()
                .servers(url.split(","))
                .connectionName(name)
                .maxReconnects(-1)
                .reconnectWait(RECONNECT_WAIT)
                .reconnectJitter(RECONNECT_JITTER)
                .reconnectBufferSize(RECONNECT_BUFFER_BYTES)
                .pingInterval(PING)
                .maxPingsOut(PINGS_UNANSWERED)
                .connectionListener((connection, event) -> report(name, event))
                .errorListener(new NatsErrors(name));
        userInfo(url).ifPresent(user -> options.userInfo(user[0], user[1]));
        return options.build();
    }

    /** User and password of the first address: servers learnt from others come without any. */
    private static Optional<String[]> userInfo(String url) {
        String userInfo = URI.create(url.split(",")[0].strip()).getUserInfo();
        return Optional.ofNullable(userInfo).map(user -> user.split(":", 2)).filter(user -> user.length == 2);
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
