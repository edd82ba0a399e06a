package io.telltale.alerting.absence;

import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.intake.RuleCatalog;
import io.telltale.alerting.store.AbsenceStore;
import io.telltale.alerting.store.PresenceStore;
import io.telltale.alerting.store.StaleRulesException;
import io.telltale.alerting.store.StoreException;
import io.telltale.alerting.wording.QuteWording;
import io.telltale.events.DeviceEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives up gateways that fell silent and judges what is absent, once a tick.
 *
 * <p>Nothing is judged before all that was told of sessions has been read, and no gateway is given up unless it could have been
 * heard for the whole grace: an outage of NATS, of the database or of this service makes nobody offline. For one thread.
 */
final class AbsenceWatch {

    private static final System.Logger LOG = System.getLogger(AbsenceWatch.class.getName());
    private static final int RACES = 5;
    private static final int TICKS_OF_SILENCE = 5;
    /** That somebody is stale comes with no event; it is looked for now and then. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private static final Duration BETWEEN_TIDYING = Duration.ofHours(1);

    private final PresenceStore presence;
    private final AbsenceStore store;
    private final RuleCatalog rules;
    private final Supplier<Collection<DeviceEntry>> devices;
    private final Feed feed;
    private final PresenceTelling telling;
    private final Settings settings;
    private final InstantSource clock;
    private final ListeningClock attention;
    private final Wording wording = new QuteWording();
    private boolean untold;
    private String untoldBecause = "";
    private Instant toldAt = Instant.EPOCH;
    private Optional<Instant> tidiedAt = Optional.empty();

    /** Where sessions and heartbeats come from. */
    interface Feed {

        /**
         * Whether everything that was told of sessions has been read.
         *
         * @throws IOException when that cannot be learned, so that nothing else may have been heard either
         */
        boolean readToTheEnd() throws IOException;

        /** Whether sessions were read since the last call. */
        boolean news();

        /** Which gateways were heard since the last call, and when. */
        Map<String, Instant> beats();
    }

    /**
     * How it watches.
     *
     * @param tick how often it is called
     * @param gatewayGrace silence after which a gateway is given up
     * @param kept how long sessions of gateways that are gone are kept
     * @param mostAtOnce transitions in one transaction
     */
    record Settings(Duration tick, Duration gatewayGrace, Duration kept, int mostAtOnce) {}

    AbsenceWatch(
            PresenceStore presence,
            AbsenceStore store,
            RuleCatalog rules,
            Supplier<Collection<DeviceEntry>> devices,
            Feed feed,
            PresenceTelling telling,
            Settings settings,
            InstantSource clock) {
        this.presence = presence;
        this.store = store;
        this.rules = rules;
        this.devices = devices;
        this.feed = feed;
        this.telling = telling;
        this.settings = settings;
        this.clock = clock;
        this.attention = new ListeningClock(0, settings.tick().multipliedBy(TICKS_OF_SILENCE), settings.gatewayGrace());
    }

    /** One look; what was recorded. */
    List<Transition> tick() throws IOException, StaleRulesException {
        Instant now = clock.instant();
        try {
            boolean all = feed.readToTheEnd();
            attention.heardThrough(now);
            Optional<Instant> silentBefore =
                    attention.running() ? Optional.of(now.minus(settings.gatewayGrace())) : Optional.empty();
            boolean gone = presence.beat(feed.beats(), silentBefore) > 0;
            tidy(now);
            untold |= feed.news() || gone || toldAt.plus(BETWEEN_LOOKS).isBefore(now);
            if (!all) {
                return List.of();
            }
            List<Transition> transitions = judge(now);
            tell(now);
            return transitions;
        } catch (IOException | StoreException e) {
            attention.interrupted();
            throw e;
        }
    }

    private List<Transition> judge(Instant now) throws StaleRulesException {
        for (int race = 1; ; race++) {
            AbsenceTurn turn = new AbsenceTurn(now, rules.current(), devices.get(), settings.mostAtOnce(), wording);
            try {
                return store.turn(now, turn).orElse(List.of());
            } catch (StaleRulesException e) {
                if (race == RACES) {
                    throw e;
                }
                rules.reload();
            }
        }
    }

    /** What cannot be told now is told at the next look; alerts do not wait for it. */
    private void tell(Instant now) {
        if (!untold) {
            return;
        }
        try {
            untold = !telling.tell(now);
            toldAt = now;
            untoldBecause = "";
        } catch (IOException e) {
            if (!e.toString().equals(untoldBecause)) {
                LOG.log(System.Logger.Level.WARNING, "changes of presence not told yet", e);
            }
            untoldBecause = e.toString();
        }
    }

    private void tidy(Instant now) {
        if (tidiedAt.isEmpty() || tidiedAt.get().plus(BETWEEN_TIDYING).isBefore(now)) {
            presence.tidy(now, settings.kept());
            tidiedAt = Optional.of(now);
        }
    }
}
