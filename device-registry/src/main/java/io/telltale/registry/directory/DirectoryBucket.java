package io.telltale.registry.directory;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.telltale.events.CloudEvent;
import io.telltale.events.DeviceEntry;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The bucket {@code devices} and the stream {@code EVENTS}, spoken to many messages at a time.
 *
 * <p>Blocking and confined to the keeper's thread. A method returns when JetStream has confirmed everything and throws
 * {@link IOException} when it has not; whatever was sent until then may or may not be stored, so the caller repeats it.
 */
final class DirectoryBucket {

    private final Connection nats;
    private final Streams.Limits limits;
    private final Duration timeout;
    private final KeyValues devices;

    DirectoryBucket(Connection nats, Streams.Limits limits, Duration timeout) {
        this.nats = nats;
        this.limits = limits;
        this.timeout = timeout;
        this.devices = new KeyValues(nats, Streams.DEVICES, timeout);
    }

    /** Whether NATS can be reached now. */
    boolean reachable() {
        return nats.getStatus() == Connection.Status.CONNECTED;
    }

    /** How often the connection was lost and came back; after each the bucket may be another one. */
    long reconnects() {
        return nats.getStatistics().getReconnects();
    }

    /** Makes sure that streams and buckets exist. */
    void ensure() throws IOException {
        try {
            Streams.ensure(nats, limits);
        } catch (JetStreamApiException e) {
            throw new IOException("JetStream refused a stream or bucket: " + e.getMessage(), e);
        }
    }

    /** The bucket {@code profiles}. */
    KeyValues profiles() {
        return new KeyValues(nats, Streams.PROFILES, timeout);
    }

    /**
     * Stores entries and removes keys, each only if nobody has written it since its revision was read. Then this replica can
     * have stood still for any time between reading and writing: what another has written meanwhile stays.
     *
     * @param revisions read with {@link #revisions} <em>before</em> the table was; of every key
     */
    void write(Collection<DeviceEntry> put, Collection<String> removed, Map<String, String> revisions)
            throws IOException, InterruptedException {
        Map<String, byte[]> values = new LinkedHashMap<>();
        put.forEach(entry -> values.put(entry.key(), entry.toBytes()));
        devices.write(values, removed, revisions);
    }

    /** Reports events in their order; one that the stream has already stays there once. */
    void report(Collection<CloudEvent> events) throws IOException, InterruptedException {
        JetStream jetStream = nats.jetStream();
        List<CompletableFuture<?>> acks = new ArrayList<>();
        for (CloudEvent event : events) {
            acks.add(jetStream.publishAsync(message(event)));
        }
        KeyValues.await(acks, timeout);
    }

    /** When each of these keys was last written, or removed; {@code 0} for never. */
    Map<String, String> revisions(Collection<String> keys) throws IOException, InterruptedException {
        return KeyValues.revisions(devices.read(keys));
    }

    /** What the bucket holds under these keys; a value that can't be read is empty, a missing one is left out. */
    Map<DeviceKey, Optional<DeviceEntry>> read(Collection<DeviceKey> keys) throws IOException, InterruptedException {
        Map<String, KeyValues.Value> there =
                devices.read(keys.stream().map(DeviceKey::inBucket).toList());
        Map<DeviceKey, Optional<DeviceEntry>> found = new LinkedHashMap<>();
        for (DeviceKey key : keys) {
            KeyValues.Value value = there.get(key.inBucket());
            if (value != null) {
                value.value().ifPresent(bytes -> found.put(key, parse(bytes)));
            }
        }
        return found;
    }

    /** A walk over every key of the bucket, in the order they were written. */
    BucketKeys keys() throws IOException {
        return devices.keys();
    }

    private static Message message(CloudEvent event) {
        String[] tenantAndDevice = event.subject().split("/", 2);
        return NatsMessage.builder()
                .subject(Subjects.device(tenantAndDevice[0], tenantAndDevice[1]))
                .headers(new Headers().put("Nats-Msg-Id", event.id()))
                .data(event.toBytes())
                .build();
    }

    private static Optional<DeviceEntry> parse(byte[] value) {
        try {
            return Optional.of(DeviceEntry.parse(value));
        } catch (IOException | RuntimeException e) {
            // Whatever stands there is not ours: it differs from the table and is overwritten.
            return Optional.empty();
        }
    }
}
