package io.telltale.alerting.absence;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ConsumerInfo;
import io.telltale.alerting.store.ListeningStore;
import io.telltale.alerting.store.StoreException;
import io.telltale.events.Streams;
import io.telltale.events.shards.ShardProcessor;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks after the lanes that this replica listens to: asks the server once a tick how far they reach, and carries to the
 * database what was heard. One virtual thread, away from the judging; an outage makes the lanes deaf until it is over.
 */
final class LaneEars implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LaneEars.class.getName());

    private final Connection nats;
    private final String consumers;
    private final ListeningStore store;
    private final Supplier<WatchedSeries> watched;
    private final ListeningLane.Settings settings;
    private final InstantSource clock;
    private final Set<ListeningLane> lanes = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("lane-ears").unstarted(this::run);
    private String said = "";

    /**
     * Prepares.
     *
     * @param consumers what the names of the lanes' consumers begin with
     */
    LaneEars(
            Connection nats,
            String consumers,
            ListeningStore store,
            Supplier<WatchedSeries> watched,
            ListeningLane.Settings settings,
            InstantSource clock) {
        this.nats = nats;
        this.consumers = consumers;
        this.store = store;
        this.watched = watched;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes whoever judges a lane listen along. */
    ShardProcessor.Factory listening(ShardProcessor.Factory judging) {
        return shard -> {
            // Taken off again by the lane itself when it is closed.
            ListeningLane[] made = new ListeningLane[1];
            made[0] = new ListeningLane(
                    shard, judging.create(shard), store, watched, settings, () -> lanes.remove(made[0]));
            lanes.add(made[0]);
            return made[0];
        };
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(settings.tick().toMillis(), TimeUnit.MILLISECONDS)) {
                look();
                lanes.forEach(this::save);
            }
            lanes.forEach(this::save);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Instant moment = clock.instant();
        try {
            Map<String, ConsumerInfo> known = nats.jetStreamManagement().getConsumers(Streams.TELEMETRY).stream()
                    .collect(Collectors.toMap(ConsumerInfo::getName, Function.identity()));
            for (ListeningLane lane : lanes) {
                ConsumerInfo consumer = known.get(consumers + lane.shard());
                if (consumer == null) {
                    lane.deaf();
                } else if (consumer.getNumPending() == 0) {
                    lane.reaches(moment, consumer.getDelivered().getConsumerSequence());
                }
            }
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            lanes.forEach(ListeningLane::deaf);
            report(e);
        }
    }

    private void save(ListeningLane lane) {
        try {
            lane.save(clock.instant());
            said = "";
        } catch (StoreException e) {
            report(e);
        }
    }

    private void report(Exception cause) {
        String reason = cause.toString();
        if (!reason.equals(said)) {
            LOG.log(System.Logger.Level.WARNING, "silence is not counted for now reason=" + reason);
        }
        said = reason;
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join(settings.tick().multipliedBy(2));
    }
}
