package io.telltale.alerting.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.alerting.store.Attempt;
import io.telltale.alerting.store.Claim;
import io.telltale.alerting.store.DeliveryStore;
import io.telltale.alerting.store.DeliveryStore.Aftermath;
import io.telltale.alerting.store.DeliveryStore.Outcome;
import io.telltale.alerting.store.Outgoing;
import io.telltale.alerting.store.StoreException;
import io.telltale.alerting.store.Wakeup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * The front page of notification: what is due in the outbox is claimed, sent, judged, and settled.
 *
 * <ol>
 *   <li><b>claim</b> – rows that are due, for as many places as are free; a lease, renewed while the attempt lasts, keeps other
 *       replicas away, and gives the rows back soon after this one dies
 *   <li><b>send</b> – one virtual thread an attempt; each endpoint has its own few places, so a bad one blocks nobody else
 *   <li><b>judge</b> – {@link HttpVerdict}: 2xx is done, 410 disables the endpoint, everything else is tried again,
 *       and an endpoint that fails again and again is left alone for a while
 *   <li><b>settle</b> – the outcome is committed; only then is the delivery done (law 1)
 * </ol>
 *
 * <p>A delivery may arrive twice when a replica dies between the receiver's answer and the commit, with the same {@code
 * webhook-id}. A lost database is waited for. Woken by {@link #wake}, else looks once per poll.
 */
public final class NotificationPipeline implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(NotificationPipeline.class.getName());

    private final DeliveryStore deliveries;
    private final DeliverySettings settings;
    private final WebhookSender sender;
    private final RetrySchedule schedule;
    private final DeliveryMetrics metrics;
    private final InstantSource clock;
    private final Wakeup work = new Wakeup();
    private final Map<UUID, Claim> underWay = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> busy = new ConcurrentHashMap<>();
    private final Thread dispatcher = Thread.ofVirtual().name("webhooks").unstarted(this::dispatch);
    private volatile boolean stopped;
    private String lastFailure = "";
    private long renewedAt = System.nanoTime();

    public NotificationPipeline(
            DeliveryStore deliveries,
            DeliverySettings settings,
            SSLContext tls,
            MeterRegistry registry,
            InstantSource clock) {
        this.deliveries = deliveries;
        this.settings = settings;
        this.sender = new WebhookSender(
                new AddressGuard(settings.allow()), settings.connectTimeout(), settings.timeout(), tls, clock);
        this.schedule = new RetrySchedule(settings.retryDelays(), settings.jitter(), new Random());
        this.metrics = new DeliveryMetrics(registry);
        this.clock = clock;
    }

    /** Begins to deliver. */
    public void start() {
        dispatcher.start();
    }

    /** Something was committed that is to be delivered. Any thread; returns at once. */
    public void wake() {
        work.call();
    }

    private void dispatch() {
        while (!stopped) {
            try {
                boolean more = claimDue();
                if (!more) {
                    work.await(settings.poll());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Whether there may be more that is due now: whoever gets fewer than asked for has all that may be sent now. */
    private boolean claimDue() {
        try {
            renew();
            int free = settings.atOnce() - metrics.inFlight.get();
            if (free <= 0) {
                return false;
            }
            List<Claim> claims = deliveries.claim(Map.copyOf(busy), settings.perEndpoint(), free, settings.lease());
            claims.forEach(this::begin);
            lastFailure = "";
            return claims.size() == free;
        } catch (StoreException e) {
            report(e);
            return false;
        }
    }

    /** A third of a lease is left for each of two renewals that fail. */
    private void renew() {
        boolean due = System.nanoTime() - renewedAt > settings.lease().toNanos() / 3;
        if (due && !underWay.isEmpty()) {
            deliveries.renew(underWay.values(), settings.lease());
        }
        renewedAt = due ? System.nanoTime() : renewedAt;
    }

    private void begin(Claim claim) {
        underWay.put(claim.delivery(), claim);
        busy.merge(claim.endpoint(), 1, Integer::sum);
        metrics.inFlight.incrementAndGet();
        metrics.attempted.increment();
        Thread.ofVirtual().name("webhook-" + claim.delivery()).start(() -> attempt(claim));
    }

    private void attempt(Claim claim) {
        try {
            Exchange exchange = sender.send(claim.outgoing());
            while (!settled(claim, exchange)) {
                Thread.sleep(settings.poll());
            }
        } catch (InterruptedException e) {
            // Closing: the claim runs out, and another replica or the next start takes it up.
            metrics.unsettled.increment();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            metrics.unsettled.increment();
            // Not settled, so the claim runs out and the delivery is tried again.
            LOG.log(System.Logger.Level.WARNING, "webhook not settled delivery=" + claim.delivery(), e);
        } finally {
            underWay.remove(claim.delivery());
            metrics.inFlight.decrementAndGet();
            busy.computeIfPresent(claim.endpoint(), (endpoint, n) -> n == 1 ? null : n - 1);
            work.call();
        }
    }

    /** Whether the outcome is written; while the database is away it is kept, so that nobody is told twice for that. */
    private boolean settled(Claim claim, Exchange exchange) {
        try {
            settle(claim, exchange);
            return true;
        } catch (StoreException e) {
            if (!e.away() || stopped) {
                throw e;
            }
            return false;
        }
    }

    private void settle(Claim claim, Exchange exchange) {
        switch (exchange.verdict()) {
            case HttpVerdict.Accepted accepted -> {
                settle(claim, exchange, new Outcome.Delivered());
                metrics.delivered.increment();
            }
            case HttpVerdict.Gone gone -> {
                settle(claim, exchange, new Outcome.Gone(HttpVerdict.Gone.REASON));
                LOG.log(
                        System.Logger.Level.WARNING,
                        "endpoint disabled endpoint={0} reason={1}",
                        claim.endpoint(),
                        HttpVerdict.Gone.REASON);
                metrics.gone.increment();
            }
            case HttpVerdict.Rejected rejected -> retry(claim, exchange, rejected.retryAfter());
            case HttpVerdict.Unreachable unreachable -> retry(claim, exchange, Optional.empty());
        }
    }

    private void retry(Claim claim, Exchange exchange, Optional<Duration> retryAfter) {
        Instant now = clock.instant();
        Optional<Duration> delay =
                claim.dueSince().plus(settings.breaker().patience()).isBefore(now)
                        ? Optional.empty()
                        : schedule.after(claim.attempt());
        if (delay.isEmpty()) {
            settle(claim, exchange, new Outcome.GivenUp());
            metrics.dead.increment();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "webhook given up delivery={0} endpoint={1} attempts={2} error={3}",
                    claim.delivery(),
                    claim.endpoint(),
                    claim.attempt(),
                    exchange.error().orElse(""));
            return;
        }
        Duration wait =
                retryAfter.filter(asked -> asked.compareTo(delay.get()) > 0).orElse(delay.get());
        settle(claim, exchange, new Outcome.Failed(now.plus(wait), retryAfter.isPresent()));
        metrics.retried.increment();
    }

    private void settle(Claim claim, Exchange exchange, Outcome outcome) {
        Aftermath aftermath = deliveries.settle(claim, exchange.attempt(), outcome);
        metrics.expired.increment(aftermath.expired());
        if (aftermath.opened()) {
            metrics.opened.increment();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "endpoint left alone for a while endpoint={0} error={1}",
                    claim.endpoint(),
                    exchange.error().orElse(""));
        }
    }

    private void report(StoreException cause) {
        if (!cause.toString().equals(lastFailure)) {
            LOG.log(System.Logger.Level.WARNING, "webhooks wait for the database", cause);
        }
        lastFailure = cause.toString();
    }

    /**
     * Sends one webhook outside the outbox and tells what came back; nothing is written. Blocks.
     *
     * @throws InterruptedException when the service ends
     */
    public Attempt tryOut(Outgoing outgoing) throws InterruptedException {
        return sender.send(outgoing).attempt();
    }

    /** Claims nothing more, and lets what is under way end within the timeout of an attempt. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        work.call();
        dispatcher.join();
        Instant patience = clock.instant().plus(settings.timeout());
        while (metrics.inFlight.get() > 0 && clock.instant().isBefore(patience)) {
            work.await(settings.poll());
        }
        sender.close();
    }
}
