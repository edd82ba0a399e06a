package io.telltale.alerting;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
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
import io.telltale.alerting.store.Transactions;
import io.telltale.events.DeviceDirectory;
import io.telltale.events.Streams;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One replica of the service without its HTTP: everything between the streams, the database and the endpoints, put
 * together.
 *
 * <p>{@link #start} returns at once; a thread of its own waits for NATS and the database for as long as they are away,
 * then begins. {@link #problems} says what is not as it should be.
 */
public final class Alerting implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Alerting.class.getName());

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

    private final DeviceLabels known = new KnownDevices(this::directory);
    private final Start start;

    public Alerting(
            String natsUrl,
            Streams.Limits streams,
            String instance,
            AlertingConfig config,
            Transactions transactions,
            MeterRegistry registry) {
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
        this.start = new Start(natsUrl, streams, rules, this::judging);
    }

    /** Begins; returns at once. */
    public void start() {
        shardGauges.register(registry);
        start.begin();
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
        return start.judging()
                .map(now -> now.stalled(Instant.now(), config.intake().stalledAfter()))
                .orElseGet(() -> List.of("waiting for " + start.waitingFor()));
    }

    /** Who is there. */
    public PresenceView presence() {
        return new PresenceView(
                new PresenceStore(transactions),
                () -> directory().map(DeviceDirectory::devices),
                config.presence().staleAfter());
    }

    /** Shards this replica reads. */
    public List<Integer> shards() {
        return intake().map(RuleIntake::shards).orElse(List.of());
    }

    /** Everything between the streams and the database, once both are there. */
    private Judging judging(Connection nats, DeviceDirectory devices) {
        Absences absences = AbsenceWiring.of(config, nats, transactions, rules, devices, registry, this::committed);
        RuleIntake intake = new RuleIntake(
                nats,
                transactions,
                rules,
                known,
                RuleIntakeSettings.of(instance, config),
                registry,
                this::committed,
                absences::listening);
        EventRelay events = new EventRelay(nats, outbox, config.webhooks().poll());
        LOG.log(
                System.Logger.Level.INFO,
                "alerting starts instance={0} rules={1}",
                instance,
                rules.current().size());
        return new Judging(nats, devices, intake, absences, events);
    }

    private Optional<RuleIntake> intake() {
        return start.judging().map(Judging::intake);
    }

    private Optional<DeviceDirectory> directory() {
        return start.judging().map(Judging::devices);
    }

    /** Right after a commit: whoever has something to tell is woken. */
    private void committed() {
        groups.wake();
        start.judging().ifPresent(now -> now.events().wake());
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
        janitor.close();
        acknowledgements.close();
        gauges.close();
        start.close();
        groups.close();
        notifications.close();
    }
}
