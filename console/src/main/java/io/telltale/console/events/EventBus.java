package io.telltale.console.events;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.quarkus.runtime.Startup;
import io.telltale.events.Nats;
import io.telltale.events.Streams;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The console's one connection to NATS. It is sought in the background, so that the page and the gateway work while NATS is
 * away. When it is lost every listener is sent off: browsers come back by themselves and resume where they were, which
 * covers whatever happened in between.
 */
@Startup
@ApplicationScoped
class EventBus {

    private static final Logger LOG = Logger.getLogger(EventBus.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String url;
    private final Streams.Limits limits;
    private final Set<EventListener> listeners = ConcurrentHashMap.newKeySet();
    private final Thread connecting = Thread.ofVirtual().name("event-bus").unstarted(this::connect);
    private volatile @Nullable Open open;

    EventBus(
            @ConfigProperty(name = "telltale.nats.url") String url,
            @ConfigProperty(name = "telltale.nats.replicas") int replicas) {
        this.url = url;
        this.limits = Streams.Limits.replicated(replicas);
    }

    private record Open(Connection nats, Dispatcher dispatcher) {}

    @PostConstruct
    void start() {
        connecting.start();
    }

    /** Whether events can be had now. */
    boolean connected() {
        Open now = open;
        return now != null && now.nats.getStatus() == Connection.Status.CONNECTED;
    }

    /** Begins to feed {@code listener}; empty while NATS is away. Blocks for a round trip. */
    Optional<EventFeed> feed(Wish wish, EventListener listener, EventMetrics metrics)
            throws IOException, JetStreamApiException {
        listeners.add(listener); // first, so that a loss from here on sends it off
        Open now = open;
        if (now == null || !connected()) {
            return Optional.empty();
        }
        return Optional.of(EventFeed.open(now.nats, now.dispatcher, wish, listener, metrics));
    }

    void forget(EventListener listener) {
        listeners.remove(listener);
    }

    private void connect() {
        try {
            Connection nats = Nats.connectWhenUp(url, "console");
            nats.addConnectionListener(this::changed);
            while (!ensured(nats)) {
                Thread.sleep(RETRY);
            }
            open = new Open(nats, nats.createDispatcher());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the console stops before NATS was there
        }
    }

    private boolean ensured(Connection nats) {
        try {
            Streams.ensure(nats, limits);
            return true;
        } catch (IOException | JetStreamApiException e) {
            LOG.warnf("no live events yet: the streams are not there reason=%s", e.getMessage());
            return false;
        }
    }

    private void changed(Connection nats, ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.DISCONNECTED) {
            listeners.forEach(EventListener::close);
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        connecting.interrupt();
        Open now = open;
        if (now != null) {
            now.nats.close();
        }
    }
}
