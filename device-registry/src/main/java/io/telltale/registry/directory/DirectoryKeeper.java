package io.telltale.registry.directory;

import io.agroal.api.AgroalDataSource;
import io.nats.client.Connection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.telltale.events.Nats;
import io.telltale.events.Streams;
import io.telltale.registry.RegistryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps the bucket {@code devices} equal to the table; every gateway takes from it whom to let in.
 *
 * <p>One virtual thread, publishing in one replica at a time: committed changes first, then a page of the comparison when
 * one is due (see {@link DirectoryLead}). No request waits for it and no request needs NATS: while NATS is away the changes
 * stay in the change log, and are brought when it is back.
 */
@ApplicationScoped
public class DirectoryKeeper {

    private static final Logger LOG = Logger.getLogger(DirectoryKeeper.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** The longest the leader asks the database nothing is one wait for NATS; a little more, and it hangs. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final AgroalDataSource database;
    private final RegistryConfig.Directory config;
    private final String natsUrl;
    private final Streams.Limits limits;
    private final DirectoryMetrics metrics;
    private final KeeperState state;
    private final Alarm alarm = new Alarm();
    private final Thread thread = Thread.ofVirtual().name("directory-keeper").unstarted(this::keep);

    private Optional<Connection> connection = Optional.empty();

    DirectoryKeeper(
            AgroalDataSource database,
            RegistryConfig config,
            @ConfigProperty(name = "telltale.nats.url") String natsUrl,
            @ConfigProperty(name = "telltale.nats.replicas") int replicas,
            DirectoryMetrics metrics,
            KeeperState state) {
        this.database = database;
        this.config = config.directory();
        this.natsUrl = natsUrl;
        this.limits = Streams.Limits.replicated(replicas);
        this.metrics = metrics;
        this.state = state;
    }

    /** Says that a change was committed. Any thread; never blocks. */
    public void wake() {
        alarm.ring();
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        alarm.end();
        if (!thread.join(LONGEST_STOP)) {
            thread.interrupt();
            thread.join(LONGEST_STOP);
        }
    }

    private void keep() {
        Duration pause = config.poll();
        try {
            while (!alarm.ended()) {
                try {
                    follow();
                    pause = config.poll();
                } catch (IOException | SQLException | RuntimeException e) {
                    metrics.failed(e);
                    state.failed(e);
                    pause = longer(pause);
                }
                alarm.pause(pause);
            }
        } catch (InterruptedException e) {
            LOG.warn("directory keeper had to be interrupted");
        } finally {
            connection.ifPresent(DirectoryKeeper::close);
        }
    }

    /** From taking the lead to losing it; returns at once when another replica has it. */
    private void follow() throws IOException, SQLException, InterruptedException {
        try (DirectoryTable table = new DirectoryTable(database.getConnection())) {
            if (!table.lead(config.natsTimeout().plus(MARGIN))) {
                state.standsBy();
                return;
            }
            state.pending(table.pendingCount());
            DirectoryBucket bucket = new DirectoryBucket(connected(), limits, config.natsTimeout());
            bucket.ensure();
            try (DirectoryLead lead = new DirectoryLead(table, bucket, config, metrics, state, alarm)) {
                lead.follow();
            }
        }
    }

    /** The connection, made when first needed; from then on it comes back by itself. */
    private Connection connected() throws IOException, InterruptedException {
        if (connection.isEmpty()) {
            connection = Optional.of(connect());
        }
        if (connection.get().getStatus() != Connection.Status.CONNECTED) {
            throw new IOException("NATS can't be reached");
        }
        return connection.get();
    }

    /** The library's own message would show the address with its password. */
    @SuppressWarnings("UnusedException")
    private Connection connect() throws IOException, InterruptedException {
        try {
            return Nats.connect(natsUrl, "device-registry");
        } catch (IOException e) {
            throw new IOException("NATS can't be reached");
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static void close(Connection nats) {
        try {
            nats.close();
        } catch (InterruptedException e) {
            LOG.debug("interrupted while closing the connection to NATS");
        }
    }
}
