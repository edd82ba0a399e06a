package io.telltale.ingest.listener;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.telltale.ingest.Gateway;
import io.telltale.ingest.IngestConfig;
import io.telltale.ingest.IngestConfig.FrontDoor;
import io.telltale.ingest.presence.Heartbeat;
import io.telltale.ingest.presence.PresenceEvents;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.InstantSource;
import java.util.Optional;

/** Opens the listener when the gateway is ready and the listener is the chosen door. */
@ApplicationScoped
public class ListenerDoor {

    private static final System.Logger LOG = System.getLogger(ListenerDoor.class.getName());

    private static final long LARGEST_WINDOW = 32L * 1024 * 1024;

    private final IngestConfig config;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private volatile Optional<MqttListener> listener = Optional.empty();
    private volatile Optional<PresenceEvents> presence = Optional.empty();
    private volatile Optional<Heartbeat> heartbeat = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    public ListenerDoor(IngestConfig config, Vertx vertx, MeterRegistry meters) {
        this.config = config;
        this.vertx = vertx;
        this.meters = meters;
    }

    void open(@Observes Gateway.Running gateway) {
        if (config.frontDoor() != FrontDoor.LISTENER) {
            return;
        }
        PresenceEvents events = new PresenceEvents(gateway.run(), gateway.publisher(), InstantSource.system());
        MqttListener opening =
                new MqttListener(vertx, settings(), gateway.directory(), gateway.inbox(), events, meters);
        Heartbeat beating = new Heartbeat(gateway.run(), gateway.nats());
        beating.start();
        presence = Optional.of(events);
        heartbeat = Optional.of(beating);
        listener = Optional.of(opening);
        String address = config.listener().host() + ":" + config.listener().port();
        opening.open().onComplete(bound -> {
            if (bound.succeeded()) {
                LOG.log(System.Logger.Level.INFO, "mqtt listening address={0}", address);
            } else {
                failure = Optional.of(String.valueOf(bound.cause().getMessage()));
                LOG.log(
                        System.Logger.Level.ERROR,
                        "mqtt cannot listen address={0} cause={1}: choose another with TELLTALE_MQTT_PORT",
                        address,
                        failure.get());
            }
        });
    }

    /** Stops taking messages before the way to JetStream is closed. */
    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        presence.ifPresent(PresenceEvents::leave);
        heartbeat.ifPresent(Heartbeat::close);
        listener.ifPresent(MqttListener::close);
    }

    /** The port that is listened on; 0 while none is. */
    public int port() {
        return listener.map(MqttListener::port).orElse(0);
    }

    /** Why the port could not be bound, if it could not. */
    public Optional<String> failure() {
        return failure;
    }

    private ListenerSettings settings() {
        IngestConfig.Listener l = config.listener();
        int loops = l.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : l.eventLoops();
        return new ListenerSettings(
                l.host(),
                l.port(),
                loops,
                l.maxConnections(),
                config.messages().maxBytes(),
                config.messages().maxValues(),
                l.receiveMaximum(),
                l.windowMessages(),
                l.windowBytes()
                        .orElse(Math.min(LARGEST_WINDOW, Runtime.getRuntime().maxMemory() / 4 / loops)),
                l.helloWithin(),
                l.packetWithin(),
                l.restWhenFull(),
                l.maxSessions(),
                l.sessionExpiry());
    }
}
