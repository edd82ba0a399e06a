package io.telltale.ingest.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether publishing gets ahead: what is under way, when JetStream last said yes, why it last did not.
 *
 * <p>Any thread. Warnings are given when the cause changes and otherwise at most every thirty seconds.
 */
public final class RelayProgress {

    private static final System.Logger LOG = System.getLogger(RelayProgress.class.getName());
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong movedAt = new AtomicLong(System.nanoTime());
    private final Timer acknowledged;
    private final Counter retried;
    private String lastCause = "";
    private long lastWarned;
    private boolean warned;

    public RelayProgress(MeterRegistry meters) {
        acknowledged = Timer.builder("ingest.publishes.acknowledged")
                .description("publishes to JetStream that were acknowledged, and how long the last attempt took")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        retried = Counter.builder("ingest.publishes.retried")
                .description("attempts to publish to JetStream that failed and are made again")
                .register(meters);
        Gauge.builder("ingest.publishes.inflight", underWay, AtomicLong::get)
                .description("publishes to JetStream under way")
                .register(meters);
    }

    void started() {
        // The clock of standing still begins with the first publish after a quiet time.
        if (underWay.getAndIncrement() == 0) {
            movedAt.set(System.nanoTime());
        }
    }

    void persisted(long nanos) {
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
        movedAt.set(System.nanoTime());
        if (underWay.decrementAndGet() == 0) {
            recovered();
        }
    }

    void abandoned() {
        underWay.decrementAndGet();
    }

    synchronized void failed(String subject, String cause) {
        retried.increment();
        long now = System.nanoTime();
        if (!cause.equals(lastCause) || now - lastWarned > QUIET.toNanos()) {
            LOG.log(System.Logger.Level.WARNING, "publish failed, retrying subject={0} cause={1}", subject, cause);
            lastCause = cause;
            lastWarned = now;
            warned = true;
        }
    }

    private synchronized void recovered() {
        if (warned) {
            LOG.log(System.Logger.Level.INFO, "publish recovered after cause={0}", lastCause);
            warned = false;
        }
    }

    /** Publishes under way. */
    public long underWay() {
        return underWay.get();
    }

    /** How long something has been under way without JetStream acknowledging anything; zero when nothing is. */
    public Duration standingStill() {
        return underWay.get() == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - movedAt.get());
    }
}
