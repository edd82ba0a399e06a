package io.telltale.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.telltale.events.DeviceDirectory;
import io.telltale.events.Nats;
import io.telltale.events.Streams;
import io.telltale.ingest.admission.Admission;
import io.telltale.ingest.admission.ReceiveClock;
import io.telltale.ingest.admission.SeriesLimits;
import io.telltale.ingest.admission.Stamps;
import io.telltale.ingest.deadletter.ParkedMessages;
import io.telltale.ingest.relay.DurablePublisher;
import io.telltale.ingest.relay.ReadingRelay;
import io.telltale.ingest.relay.RelayProgress;
import io.telltale.ingest.relay.WhenFull;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings the gateway up in order: NATS, streams, the device directory, the inbox, and only then a door.
 *
 * <p>A gateway that cannot reach NATS, or does not know its devices yet, has no door open: a device finds it down and tries
 * again, rather than being turned away as unknown. Starting goes on in the background, for as long as it takes; health says
 * how far it is.
 */
@ApplicationScoped
public class Gateway {

    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final IngestConfig config;
    private final String natsUrl;
    private final Streams.Limits limits;
    private final MeterRegistry meters;
    private final Event<Running> ready;
    private final Thread starter;
    private volatile Optional<Running> running = Optional.empty();
    private volatile Optional<Connection> connection = Optional.empty();

    /**
     * Everything a door and the operators' API need of a gateway that is up.
     *
     * @param run tells this run of this gateway from every other
     */
    public record Running(
            String run,
            Connection nats,
            DeviceDirectory directory,
            RelayProgress progress,
            DurablePublisher publisher,
            ParkedMessages parked,
            TelemetryInbox inbox) {}

    public Gateway(
            IngestConfig config,
            @ConfigProperty(name = "telltale.nats.url") String natsUrl,
            @ConfigProperty(name = "telltale.nats.replicas") int replicas,
            MeterRegistry meters,
            Event<Running> ready) {
        this.config = config;
        this.natsUrl = natsUrl;
        this.limits = Streams.Limits.replicated(replicas);
        this.meters = meters;
        this.ready = ready;
        this.starter = Thread.ofVirtual().name("gateway-start").unstarted(this::start);
    }

    void begin(@Observes StartupEvent event) {
        starter.start();
    }

    /** The gateway when it is up. */
    public Optional<Running> running() {
        return running;
    }

    /** Whether NATS is connected now. */
    public boolean connected() {
        return natsState().equals(Connection.Status.CONNECTED.name());
    }

    /** The state of the connection to NATS, for people. */
    public String natsState() {
        return connection.map(nats -> nats.getStatus().name()).orElse("NEVER CONNECTED");
    }

    private void start() {
        try {
            Connection nats = Nats.connectWhenUp(natsUrl, "ingest-gateway");
            connection = Optional.of(nats);
            DeviceDirectory directory = prepared(nats);
            while (!directory.loaded()) {
                Thread.sleep(20);
            }
            Running up = assemble(nats, directory);
            running = Optional.of(up);
            LOG.log(
                    System.Logger.Level.INFO,
                    "gateway ready devices={0} door={1} run={2}",
                    directory.size(),
                    config.frontDoor(),
                    up.run);
            ready.fire(up);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "gateway cannot start", e);
        }
    }

    /** Streams and directory, tried until JetStream is there: after a restart of NATS it comes up after the connection. */
    private DeviceDirectory prepared(Connection nats) throws InterruptedException {
        while (true) {
            try {
                Streams.ensure(nats, limits);
                return DeviceDirectory.open(nats);
            } catch (IOException | JetStreamApiException e) {
                LOG.log(System.Logger.Level.WARNING, "jetstream not ready, trying again cause={0}", e.toString());
                Thread.sleep(AGAIN);
            }
        }
    }

    private Running assemble(Connection nats, DeviceDirectory directory) throws IOException {
        String run = UUID.randomUUID().toString().substring(0, 13);
        IngestConfig.Relay relaying = config.relay();
        RelayProgress progress = new RelayProgress(meters);
        DurablePublisher publisher = new DurablePublisher(
                nats,
                new DurablePublisher.Settings(relaying.attemptTimeout(), relaying.backOff(), relaying.longestBackOff()),
                progress);
        WhenFull whenFull = config.frontDoor() == IngestConfig.FrontDoor.LISTENER ? WhenFull.TELL : WhenFull.HOLD;
        ReadingRelay relay = new ReadingRelay(
                run,
                new ReadingRelay.Limits(relaying.batchReadings(), relaying.batchBytes(), relaying.longestPause()),
                publisher,
                whenFull,
                meters);
        ParkedMessages parked = new ParkedMessages(publisher, whenFull);
        IngestConfig.Cardinality names = config.cardinality();
        SeriesLimits series = new SeriesLimits(new SeriesLimits.Bounds(
                names.metricsPerDevice(),
                names.seriesPerTenant(),
                names.forgetAfter().toMillis()));
        Admission.Limits limits = new Admission.Limits(
                config.messages().maxBytes(), config.messages().maxValues());
        TelemetryInbox inbox = new TelemetryInbox(
                new Admission(directory::find, series, new ReceiveClock(), limits),
                new Admission(directory::find, series, Stamps.AS_RECEIVED, limits),
                relay,
                parked,
                new InboxMeters(meters));
        return new Running(run, nats, directory, progress, publisher, parked, inbox);
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        starter.interrupt();
        running.ifPresent(up -> {
            up.publisher.close();
            up.directory.close();
        });
        if (connection.isPresent()) {
            connection.get().close();
        }
    }
}
