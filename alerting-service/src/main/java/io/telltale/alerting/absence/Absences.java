package io.telltale.alerting.absence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.intake.Perseverance;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.alerting.store.AbsenceStore;
import io.telltale.alerting.store.ListeningStore;
import io.telltale.alerting.store.PresenceStore;
import io.telltale.alerting.store.StaleRulesException;
import io.telltale.alerting.store.ToldStore;
import io.telltale.alerting.store.Transactions;
import io.telltale.events.DeviceEntry;
import io.telltale.events.shards.ShardProcessor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The front page of absence: what is known of who is there, and what comes of it.
 *
 * <ul>
 *   <li><b>sessions</b> – {@link PresenceFeed} reads what gateways tell; {@link PresenceStore} keeps of each device and run of a
 *       gateway the newest, so that the end of an old session never ends a new one
 *   <li><b>gateways</b> – one that was killed says nothing more: {@link AbsenceWatch} gives it up after a grace, and its sessions
 *       are over
 *   <li><b>readings</b> – {@link ListeningLane} notes on each lane what is heard, and counts how long the lane has been listened
 *       to: by that clock silence is measured
 *   <li><b>states</b> – {@link PresenceTelling} tells on the stream {@code EVENTS} when a device became online, offline or stale
 *   <li><b>rules</b> – {@link AbsenceTurn} compares what {@link AbsenceJudge} says is absent with the alerts that are open
 * </ul>
 *
 * <p>All state is in the database, so any number of replicas may run and be killed; one judges at a time.
 */
public final class Absences implements AutoCloseable {

    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection nats;
    private final PresenceStore presence;
    private final AbsenceStore store;
    private final ToldStore told;
    private final RuleCatalog rules;
    private final Supplier<Collection<DeviceEntry>> devices;
    private final Settings settings;
    private final Consumer<List<Transition>> committed;
    private final InstantSource clock;
    private final LaneEars ears;
    private final Counter sessions;
    private final Perseverance looking;
    private Watched watched = new Watched(RuleSet.EMPTY, WatchedSeries.NONE);

    /**
     * How absence is noticed.
     *
     * @param tick how often it is looked for
     * @param gatewayGrace silence after which a gateway is given up
     * @param grace after an outage, for how long silence is not counted
     * @param stale silence after which a device counts as stale when no rule says otherwise
     * @param kept how long sessions of gateways that are gone are kept
     * @param most devices and series remembered per lane
     */
    public record Settings(
            Duration tick, Duration gatewayGrace, Duration grace, Duration stale, Duration kept, int most) {}

    private record Watched(RuleSet rules, WatchedSeries series) {}

    /**
     * Prepares; nothing happens before {@link #start}. The streams must exist.
     *
     * @param devices every device that is registered
     * @param committed told what was committed; returns at once
     */
    public Absences(
            Connection nats,
            Transactions transactions,
            RuleCatalog rules,
            Supplier<Collection<DeviceEntry>> devices,
            Settings settings,
            Consumer<List<Transition>> committed,
            MeterRegistry registry,
            InstantSource clock) {
        this.nats = nats;
        this.presence = new PresenceStore(transactions);
        this.store = new AbsenceStore(transactions);
        this.told = new ToldStore(transactions);
        this.rules = rules;
        this.devices = devices;
        this.settings = settings;
        this.committed = committed;
        this.clock = clock;
        this.looking = new Perseverance("presence", this::look, settings.tick(), PATIENCE, clock);
        this.sessions = registry.counter("alerting.sessions.read");
        this.ears = new LaneEars(
                nats,
                "alerting-service-",
                new ListeningStore(transactions),
                this::watched,
                new ListeningLane.Settings(settings.tick(), settings.grace(), settings.most()),
                clock);
    }

    /** Makes whoever judges a lane's readings listen along for what is silent. */
    public ShardProcessor.Factory listening(ShardProcessor.Factory judging) {
        return ears.listening(judging);
    }

    /** Begins. The rules must have been loaded. */
    public void start() {
        ears.start();
        looking.start();
    }

    /** Why nothing was looked for for {@code patience}; empty while all is well. */
    public Optional<String> stalled(Instant now, Duration patience) {
        return looking.stalled(now, patience).map(reason -> "presence: " + reason);
    }

    /** The same object until the rules change, which is how a lane notices. */
    private synchronized WatchedSeries watched() {
        RuleSet current = rules.current();
        if (watched.rules != current) {
            watched = new Watched(current, new WatchedSeries(current.rules(), settings.stale()));
        }
        return watched.series;
    }

    private void look() throws IOException, JetStreamApiException, StaleRulesException, InterruptedException {
        AbsenceWatch.Settings watching =
                new AbsenceWatch.Settings(settings.tick(), settings.gatewayGrace(), settings.kept(), MOST_AT_ONCE);
        try (PresenceFeed feed = new PresenceFeed(nats, presence, clock)) {
            PresenceTelling telling = new PresenceTelling(told, devices, settings.stale(), new PresencePublisher(nats));
            look(feed, new AbsenceWatch(presence, store, rules, devices, feed, telling, watching, clock));
        }
    }

    private void look(PresenceFeed feed, AbsenceWatch watch)
            throws IOException, JetStreamApiException, StaleRulesException, InterruptedException {
        long lookedAt = System.nanoTime() - settings.tick().toNanos();
        while (looking.wanted()) {
            sessions.increment(feed.read(WAIT));
            if (System.nanoTime() - lookedAt >= settings.tick().toNanos()) {
                lookedAt = System.nanoTime();
                List<Transition> transitions = watch.tick();
                if (!transitions.isEmpty()) {
                    committed.accept(transitions);
                }
                looking.progressed();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        looking.close();
        ears.close();
    }
}
