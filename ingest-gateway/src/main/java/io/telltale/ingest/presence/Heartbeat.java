package io.telltale.ingest.presence;

import io.nats.client.Connection;
import io.telltale.events.Subjects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells every two seconds on core NATS that this run of the gateway lives. When nobody hears it any more, because it was
 * killed or cut off, its sessions are taken to be over after a grace.
 *
 * <p>One virtual thread. What cannot be said while NATS is away is not said later: a beat means now.
 */
public final class Heartbeat implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Connection nats;
    private final byte[] run;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** The heartbeat of this run; silent until {@link #start}. */
    public Heartbeat(String run, Connection nats) {
        this.run = run.getBytes(StandardCharsets.UTF_8);
        this.nats = nats;
    }

    /** Begins to beat. */
    public void start() {
        Thread.ofVirtual().name("gateway-alive").start(this::beat);
    }

    private void beat() {
        try {
            do {
                if (nats.getStatus() == Connection.Status.CONNECTED) {
                    say();
                }
            } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say() {
        try {
            nats.publish(Subjects.GATEWAY_ALIVE, run);
        } catch (IllegalStateException e) {
            // The connection was lost or closed since the look at its state; the next beat tells.
            LOG.log(System.Logger.Level.DEBUG, "not heard", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
