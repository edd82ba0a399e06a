package io.telltale.alerting;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.alerting.absence.Absences;
import io.telltale.alerting.absence.PresenceView;
import io.telltale.alerting.alert.DeviceLabels;
import io.telltale.alerting.delivery.DeliverySettings;
import io.telltale.alerting.delivery.NotificationPipeline;
import io.telltale.alerting.flush.GroupFlusher;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.intake.RuleIntake;
import io.telltale.alerting.intake.RuleIntakeSettings;
import io.telltale.alerting.intake.ShardGauges;
import io.telltale.alerting.notification.EndpointFormats;
import io.telltale.alerting.report.EventRelay;
import io.telltale.alerting.report.OutboxGauges;
import io.telltale.alerting.store.Acknowledgements;
import io.telltale.alerting.store.DeliveryStore;
import io.telltale.alerting.store.EndpointStore;
import io.telltale.alerting.store.GroupStore;
import io.telltale.alerting.store.Outbox;
import io.telltale.alerting.store.PresenceStore;
import io.telltale.alerting.store.Retention;
import io.telltale.alerting.store.RuleStore;
import io.telltale.alerting.store.StoreException;
import io.telltale.alerting.store.Transactions;
import io.telltale.events.DeviceDirectory;
import io.telltale.events.DeviceEntry;
import io.telltale.events.Nats;
import io.telltale.events.Streams;
import io.telltale.events.shards.IntakeSettings;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One replica of the service without its HTTP: everything between the streams, the database and the endpoints, put
 * together.
 *
 * <p>{@link #start} returns at once; a thread of its own waits for NATS and the database for as long as they are away,
 * then begins. {@link #problems} says what is not as it should be.
 */
public final class Alerting implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Alerting.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final String natsUrl;
    private final Streams.Limits streams;
    private final String instance;
    private final AlertingConfig config;
    private final Transactions transactions;
    private final MeterRegistry registry;
    private final RuleCatalog rules;
    private final NotificationPipeline notifications;
    private final GroupFlusher groups;
    private final Janitor janitor;
    private final AcknowledgementEnd acknowledgements;
    private final Outbox outbox;
    private final OutboxGauges gauges;
    /** Kept, because the registry only holds it weakly. */
    private final ShardGauges shardGauges;

    private final Thread starter = Thread.ofVirtual().name("alerting-start").unstarted(this::run);
    private final DeviceLabels known = new Known();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Running running;
    private volatile String waitingFor = "NATS";

    public Alerting(
            String natsUrl,
            Streams.Limits streams,
            String instance,
            AlertingConfig config,
            Transactions transactions,
            MeterRegistry registry) {
        this.natsUrl = natsUrl;
        this.streams = streams;
        this.instance = instance;
        this.config = config;
        this.transactions = transactions;
        this.registry = registry;
        DeliverySettings delivery = DeliverySettings.of(config.webhooks());
        this.notifications = new NotificationPipeline(
                new DeliveryStore(transactions, delivery.breaker()), delivery, tls(), registry, InstantSource.system());
        this.groups = new GroupFlusher(
                new GroupStore(
                        transactions, new EndpointFormats(config.webhooks().externalUrl())),
                config.webhooks().poll(),
                registry,
                notifications::wake);
        this.outbox = new Outbox(transactions);
        this.gauges = new OutboxGauges(outbox, new EndpointStore(transactions), registry);
        this.shardGauges = new ShardGauges(this::intake, config.intake().stalledAfter());
        this.janitor = new Janitor(new Retention(transactions), config.retention());
        this.acknowledgements = new AcknowledgementEnd(
                new Acknowledgements(transactions),
                InstantSource.system(),
                config.webhooks().poll(),
                this::committed);
        this.rules = new RuleCatalog(
                new RuleStore(transactions),
                known,
                InstantSource.system(),
                config.rules().maxPerTenant(),
                this::committed);
    }

    /** What runs once NATS and the database are there. */
    private record Running(
            Connection nats, DeviceDirectory devices, RuleIntake intake, Absences absences, EventRelay events) {}

    /** Begins; returns at once. */
    public void start() {
        shardGauges.register(registry);
        starter.start();
        notifications.start();
        groups.start();
        janitor.start();
        acknowledgements.start();
        gauges.start();
    }

    /** Something was committed by hand that may have to be told. Any thread; returns at once. */
    public void wake() {
        groups.wake();
    }

    /** The rules, to look at and to change. */
    public RuleCatalog rules() {
        return rules;
    }

    /** The labels and profiles of devices, as they are now. */
    public DeviceLabels devices() {
        return known;
    }

    /** The webhooks on their way, to wake and to try out. */
    public NotificationPipeline notifications() {
        return notifications;
    }

    /** What is not as it should be, one sentence each; empty means ready. */
    public List<String> problems() {
        Running now = running;
        if (now == null) {
            return List.of("waiting for " + waitingFor);
        }
        Duration patience = config.intake().stalledAfter();
        List<String> problems = new ArrayList<>(now.intake.stalled(Instant.now(), patience));
        now.absences.stalled(Instant.now(), patience).ifPresent(problems::add);
        return problems;
    }

    /** Who is there. */
    public PresenceView presence() {
        return new PresenceView(
                new PresenceStore(transactions),
                () -> Optional.ofNullable(running).map(now -> now.devices.devices()),
                config.presence().staleAfter());
    }

    /** Shards this replica reads. */
    public List<Integer> shards() {
        Running now = running;
        return now == null ? List.of() : now.intake.shards();
    }

    private void run() {
        try {
            Connection nats = Nats.connectWhenUp(natsUrl, "alerting-service");
            boolean again = true;
            while (again) {
                again = !begin(nats) && !closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether everything runs now. */
    private boolean begin(Connection nats) throws InterruptedException {
        try {
            Streams.ensure(nats, streams);
            waitingFor = "the database";
            rules.reload();
            waitingFor = "the device directory";
            DeviceDirectory devices = DeviceDirectory.open(nats);
            while (!devices.loaded()) {
                if (closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    devices.close();
                    return false;
                }
            }
            Absences absences = AbsenceWiring.of(config, nats, transactions, rules, devices, registry, this::committed);
            RuleIntake intake = new RuleIntake(
                    nats, transactions, rules, known, intake(config), registry, this::committed, absences::listening);
            EventRelay events = new EventRelay(nats, outbox, config.webhooks().poll());
            running = new Running(nats, devices, intake, absences, events);
            intake.start();
            absences.start();
            events.start();
            LOG.log(
                    System.Logger.Level.INFO,
                    "alerting started instance={0} rules={1}",
                    instance,
                    rules.current().size());
            return true;
        } catch (IOException | JetStreamApiException | StoreException e) {
            waitingFor = e.toString();
            LOG.log(System.Logger.Level.WARNING, "not started yet, trying again reason={0}", e.toString());
            return false;
        }
    }

    private Optional<RuleIntake> intake() {
        Running now = running;
        return now == null ? Optional.empty() : Optional.of(now.intake);
    }

    /** The devices as the directory knows them now; nothing is known of any before it is there. */
    private final class Known implements DeviceLabels {

        private final GatewayLabels gateways = new GatewayLabels();

        @Override
        public Map<String, String> of(String tenant, String device) {
            return entry(tenant, device).map(gateways::of).orElse(Map.of());
        }

        @Override
        public Optional<String> profile(String tenant, String device) {
            return entry(tenant, device).flatMap(DeviceEntry::profile);
        }

        private Optional<DeviceEntry> entry(String tenant, String device) {
            Running now = running;
            return now == null ? Optional.empty() : now.devices.find(tenant, device);
        }
    }

    /** Right after a commit: whoever has something to tell is woken. */
    private void committed() {
        groups.wake();
        Running now = running;
        if (now != null) {
            now.events.wake();
        }
    }

    private RuleIntakeSettings intake(AlertingConfig c) {
        IntakeSettings shards = new IntakeSettings(
                "alerting-service",
                instance,
                c.intake().maxReadings(),
                c.intake().prefetch(),
                c.intake().leaseTick());
        return new RuleIntakeSettings(
                shards,
                c.intake().checkpoint(),
                c.intake().maxSeries(),
                c.intake().anomalyQuiet(),
                c.rules().reload());
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** Ends in order: nothing new is judged, what was committed is told, connections close. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        janitor.close();
        acknowledgements.close();
        gauges.close();
        starter.interrupt();
        starter.join();
        Running now = running;
        if (now != null) {
            now.intake.close();
            now.absences.close();
            now.events.close();
            now.devices.close();
            now.nats.close();
        }
        groups.close();
        notifications.close();
    }
}
