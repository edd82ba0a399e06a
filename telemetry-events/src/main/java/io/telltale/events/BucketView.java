package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything in a KV bucket, held locally and kept fresh by a watch, also through outages.
 *
 * <p>Lookups never block and may be made from any thread. Changes arrive on a thread of the NATS client. An entry that
 * can't be read is passed over with a warning and the last good one stays.
 */
final class BucketView<E> implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BucketView.class.getName());

    private static final Duration RETRY = Duration.ofMillis(500);

    private final Connection nats;
    private final String bucket;
    private final Format<E> format;
    private final Listener<E> listener;
    private final Map<String, E> entries = new ConcurrentHashMap<>();
    private final ConnectionListener reconnected = (connection, event) -> onEvent(event);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean loaded;
    private @Nullable NatsKeyValueWatchSubscription watch;

    BucketView(Connection nats, String bucket, Format<E> format, Listener<E> listener) {
        this.nats = nats;
        this.bucket = bucket;
        this.format = format;
        this.listener = listener;
    }

    /** How a value is read. */
    interface Format<E> {
        E parse(byte[] value) throws IOException;
    }

    /** Who is told of changes, on a thread of the NATS client. */
    interface Listener<E> {
        void changed(E entry);

        void removed(E entry);
    }

    /** Starts watching; returns at once. The bucket must exist. */
    void open() throws IOException, JetStreamApiException, InterruptedException {
        watchAnew();
        nats.addConnectionListener(reconnected);
    }

    Optional<E> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    Collection<E> all() {
        return Collections.unmodifiableCollection(entries.values());
    }

    boolean loaded() {
        return loaded;
    }

    int size() {
        return entries.size();
    }

    @Override
    public void close() {
        closing.countDown();
        nats.removeConnectionListener(reconnected);
        unwatch();
    }

    /** A restarted server has forgotten the watch; waiting for its heartbeats to be missed would take a quarter minute. */
    private void onEvent(ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.RECONNECTED) {
            Thread.ofVirtual().name("bucket-" + bucket).start(this::watchUntilItHolds);
        }
    }

    private void watchUntilItHolds() {
        try {
            do {
                try {
                    watchAnew();
                    return;
                } catch (IOException | JetStreamApiException | RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "bucket not watched, trying again bucket=" + bucket, e);
                }
            } while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void watchAnew() throws IOException, JetStreamApiException, InterruptedException {
        unwatch();
        watch = nats.keyValue(bucket).watchAll(new Load());
    }

    private synchronized void unwatch() {
        if (watch != null) {
            watch.unsubscribe();
            watch = null;
        }
    }

    /** One watch: first all that is in the bucket, then its changes. What was known and did not come is gone. */
    private final class Load implements KeyValueWatcher {

        private final Set<String> unseen = new HashSet<>(entries.keySet());

        @Override
        public void watch(KeyValueEntry entry) {
            unseen.remove(entry.getKey());
            apply(entry);
        }

        @Override
        public void endOfData() {
            unseen.forEach(BucketView.this::remove);
            unseen.clear();
            loaded = true;
        }
    }

    private void apply(KeyValueEntry entry) {
        if (entry.getOperation() != KeyValueOperation.PUT || entry.getValue() == null) {
            remove(entry.getKey());
            return;
        }
        try {
            E value = format.parse(entry.getValue());
            entries.put(entry.getKey(), value);
            listener.changed(value);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "entry unreadable bucket=" + bucket + " key=" + entry.getKey(), e);
        }
    }

    private void remove(String key) {
        E removed = entries.remove(key);
        if (removed != null) {
            listener.removed(removed);
        }
    }
}
