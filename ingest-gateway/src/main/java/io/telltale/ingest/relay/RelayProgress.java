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

    /** How long a message that was given back is remembered: whoever sends it again comes within this time. */
    private static final Duration REFUSING = Duration.ofSeconds(10);

    private static final long NEVER = System.nanoTime() - Duration.ofDays(1).toNanos();

    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong movedAt = new AtomicLong(System.nanoTime());
    private final AtomicLong givenBackAt = new AtomicLong(NEVER);
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
        // The clock of standing still begins with the first publish after a quiet time; a refusal is no quiet.
        if (underWay.getAndIncrement() == 0 && !refusing()) {
            movedAt.set(System.nanoTime());
        }
    }

    void persisted(long nanos) {
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
        movedAt.set(System.nanoTime());
        givenBackAt.set(NEVER);
        if (underWay.decrementAndGet() == 0) {
            recovered();
        }
    }

    /** JetStream had no room and the sender is told. */
    void givenBack(String subject, String cause) {
        givenBackAt.set(System.nanoTime());
        underWay.decrementAndGet();
        warn("publish refused, given back subject=" + subject, cause);
    }

    void abandoned() {
        underWay.decrementAndGet();
    }

    private boolean refusing() {
        return System.nanoTime() - givenBackAt.get() < REFUSING.toNanos();
    }

    void failed(String subject, String cause) {
        retried.increment();
        warn("publish failed, retrying subject=" + subject, cause);
    }

    /** Something cannot even be tried. */
    void waiting(String cause) {
        warn("publish waiting", cause);
    }

    private synchronized void warn(String what, String cause) {
        long now = System.nanoTime();
        if (!cause.equals(lastCause) || now - lastWarned > QUIET.toNanos()) {
            LOG.log(System.Logger.Level.WARNING, "{0} cause={1}", what, cause);
            lastCause = cause;
            lastWarned = now;
            warned = true;
        }
    }

    private synchronized void recovered() {
        if (warned) {
            LOG.log(System.Logger.Level.INFO, "publish recovered after cause={0}", lastCause);
            lastCause = "";
            warned = false;
        }
    }

    /** Publishes under way. */
    public long underWay() {
        return underWay.get();
    }

    /**
     * How long JetStream has acknowledged nothing although something is under way, or was given back just now; zero when all is
     * well or nothing is wanted of it.
     */
    public Duration standingStill() {
        return underWay.get() == 0 && !refusing() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - movedAt.get());
    }
}
