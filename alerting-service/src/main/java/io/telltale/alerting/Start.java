package io.telltale.alerting;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.store.StoreException;
import io.telltale.events.DeviceDirectory;
import io.telltale.events.Nats;
import io.telltale.events.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The start of a replica: waits for NATS, for the database and for the devices, in this order and for as long as they are away,
 * then begins to judge. One virtual thread; what became of it can be asked from any.
 */
final class Start implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Start.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final String natsUrl;
    private final Streams.Limits streams;
    private final RuleCatalog rules;
    private final BiFunction<Connection, DeviceDirectory, Judging> together;
    private final Thread thread = Thread.ofVirtual().name("alerting-start").unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Judging judging;
    private volatile String waitingFor = "NATS";

    /**
     * Prepares.
     *
     * @param rules loaded before anything is judged
     * @param together puts together what judges, once everything is there; it is started here
     */
    Start(
            String natsUrl,
            Streams.Limits streams,
            RuleCatalog rules,
            BiFunction<Connection, DeviceDirectory, Judging> together) {
        this.natsUrl = natsUrl;
        this.streams = streams;
        this.rules = rules;
        this.together = together;
    }

    /** Begins to wait; returns at once. */
    void begin() {
        thread.start();
    }

    /** What judges, once it does. */
    Optional<Judging> judging() {
        return Optional.ofNullable(judging);
    }

    /** What is not there yet. */
    String waitingFor() {
        return waitingFor;
    }

    private void run() {
        try {
            Connection nats = Nats.connectWhenUp(natsUrl, "alerting-service");
            boolean again = true;
            while (again) {
                again = !begun(nats) && !closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether everything runs now. */
    private boolean begun(Connection nats) throws InterruptedException {
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
            Judging ready = together.apply(nats, devices);
            judging = ready;
            ready.start();
            return true;
        } catch (IOException | JetStreamApiException | StoreException e) {
            waitingFor = e.toString();
            LOG.log(System.Logger.Level.WARNING, "not started yet, trying again reason={0}", e.toString());
            return false;
        }
    }

    /** Waits no longer; what judges by then is closed with everything that it has. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.interrupt();
        thread.join();
        Judging now = judging;
        if (now != null) {
            now.close();
        }
    }
}
