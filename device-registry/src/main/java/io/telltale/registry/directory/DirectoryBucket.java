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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The bucket {@code devices} and the stream {@code EVENTS}, spoken to many messages at a time.
 *
 * <p>Blocking and confined to the keeper's thread. A method returns when JetStream has confirmed everything and throws
 * {@link IOException} when it has not; whatever was sent until then may or may not be stored, so the caller repeats it.
 */
final class DirectoryBucket {

    private static final String KEYS = "$KV." + Streams.DEVICES + '.';
    private static final String DIRECT_GET = "$JS.API.DIRECT.GET.KV_" + Streams.DEVICES + '.' + KEYS;
    private static final String NOT_FOUND = "404";

    private final Connection nats;
    private final Streams.Limits limits;
    private final Duration timeout;

    DirectoryBucket(Connection nats, Streams.Limits limits, Duration timeout) {
        this.nats = nats;
        this.limits = limits;
        this.timeout = timeout;
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

    /**
     * Stores entries and removes keys, each only if nobody has written it since its revision was read. Then this replica can
     * have stood still for any time between reading and writing: what another has written meanwhile stays.
     *
     * @param revisions read with {@link #revisions} <em>before</em> the table was; of every key
     */
    void write(Collection<DeviceEntry> put, Collection<String> removed, Map<String, String> revisions)
            throws IOException, InterruptedException {
        JetStream jetStream = nats.jetStream();
        List<CompletableFuture<?>> acks = new ArrayList<>();
        for (DeviceEntry entry : put) {
            acks.add(jetStream.publishAsync(NatsMessage.builder()
                    .subject(KEYS + entry.key())
                    .headers(after(entry.key(), revisions))
                    .data(entry.toBytes())
                    .build()));
        }
        for (String key : removed) {
            acks.add(jetStream.publishAsync(NatsMessage.builder()
                    .subject(KEYS + key)
                    .headers(after(key, revisions).put(BucketKeys.OPERATION, "DEL"))
                    .build()));
        }
        await(acks);
    }

    /** Reports events in their order; one that the stream has already stays there once. */
    void report(Collection<CloudEvent> events) throws IOException, InterruptedException {
        JetStream jetStream = nats.jetStream();
        List<CompletableFuture<?>> acks = new ArrayList<>();
        for (CloudEvent event : events) {
            acks.add(jetStream.publishAsync(message(event)));
        }
        await(acks);
    }

    /** When each of these keys was last written, or removed; {@code 0} for never. */
    Map<String, String> revisions(Collection<String> keys) throws IOException, InterruptedException {
        Map<String, CompletableFuture<Message>> asked = new LinkedHashMap<>();
        for (String key : keys) {
            asked.put(key, nats.request(DIRECT_GET + key, new byte[0]));
        }
        await(asked.values());
        Map<String, String> revisions = new LinkedHashMap<>();
        asked.forEach((key, answer) -> revisions.put(key, revision(answer.join())));
        return revisions;
    }

    /** What the bucket holds under these keys; a value that can't be read is empty, a missing one is left out. */
    Map<DeviceKey, Optional<DeviceEntry>> read(Collection<DeviceKey> keys) throws IOException, InterruptedException {
        Map<DeviceKey, CompletableFuture<Message>> asked = new LinkedHashMap<>();
        for (DeviceKey key : keys) {
            asked.put(key, nats.request(DIRECT_GET + key.inBucket(), new byte[0]));
        }
        await(asked.values());
        Map<DeviceKey, Optional<DeviceEntry>> found = new LinkedHashMap<>();
        asked.forEach((key, answer) -> {
            Message message = answer.join();
            if (!missing(message)) {
                found.put(key, parse(message.getData()));
            }
        });
        return found;
    }

    /** A walk over every key of the bucket, in the order they were written. */
    BucketKeys keys() throws IOException {
        return BucketKeys.open(nats, KEYS, timeout);
    }

    private static Headers after(String key, Map<String, String> revisions) {
        String revision = revisions.get(key);
        if (revision == null) {
            throw new IllegalArgumentException("the revision of the key was not read: " + key);
        }
        return new Headers().put("Nats-Expected-Last-Subject-Sequence", revision);
    }

    private static String revision(Message answer) {
        Headers headers = answer.getHeaders();
        String sequence = headers == null ? null : headers.getFirst("Nats-Sequence");
        return sequence == null ? "0" : sequence;
    }

    private static Message message(CloudEvent event) {
        String[] tenantAndDevice = event.subject().split("/", 2);
        return NatsMessage.builder()
                .subject(Subjects.device(tenantAndDevice[0], tenantAndDevice[1]))
                .headers(new Headers().put("Nats-Msg-Id", event.id()))
                .data(event.toBytes())
                .build();
    }

    /** The server says "not found" by a status; a removed key is still there as a marker. */
    private static boolean missing(Message message) {
        Headers headers = message.getHeaders();
        return headers != null
                && (NOT_FOUND.equals(headers.getFirst("Status")) || headers.getFirst(BucketKeys.OPERATION) != null);
    }

    private static Optional<DeviceEntry> parse(byte[] value) {
        try {
            return Optional.of(DeviceEntry.parse(value));
        } catch (IOException | RuntimeException e) {
            // Whatever stands there is not ours: it differs from the table and is overwritten.
            return Optional.empty();
        }
    }

    private void await(Collection<? extends CompletableFuture<?>> answers) throws IOException, InterruptedException {
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("JetStream did not confirm: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("JetStream did not answer within " + timeout, e);
        }
    }
}
