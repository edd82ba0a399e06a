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

    /** Stores entries, removes keys, then reports events; each group in the order given. */
    void write(Collection<DeviceEntry> put, Collection<String> removed, Collection<CloudEvent> events)
            throws IOException, InterruptedException {
        JetStream jetStream = nats.jetStream();
        List<CompletableFuture<?>> acks = new ArrayList<>();
        for (DeviceEntry entry : put) {
            acks.add(jetStream.publishAsync(KEYS + entry.key(), entry.toBytes()));
        }
        for (String key : removed) {
            acks.add(jetStream.publishAsync(removal(key)));
        }
        await(acks);
        acks.clear();
        for (CloudEvent event : events) {
            acks.add(jetStream.publishAsync(message(event)));
        }
        await(acks);
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

    private static Message removal(String key) {
        return NatsMessage.builder()
                .subject(KEYS + key)
                .headers(new Headers().put(BucketKeys.OPERATION, "DEL"))
                .build();
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
