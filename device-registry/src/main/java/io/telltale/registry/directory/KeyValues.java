package io.telltale.registry.directory;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
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
 * One KV bucket, spoken to many messages at a time. Blocking and confined to the keeper's thread; a method returns when
 * JetStream has confirmed everything and throws {@link IOException} when it has not.
 */
final class KeyValues {

    private static final String NOT_FOUND = "404";
    private static final String NEVER = "0";

    private final Connection nats;
    private final String bucket;
    private final String prefix;
    private final Duration timeout;

    KeyValues(Connection nats, String bucket, Duration timeout) {
        this.nats = nats;
        this.bucket = bucket;
        this.prefix = "$KV." + bucket + '.';
        this.timeout = timeout;
    }

    /**
     * What stands under a key.
     *
     * @param revision when it was last written, or removed; {@code 0} for never
     * @param value empty when there is none
     */
    record Value(String revision, Optional<byte[]> value) {}

    /** What stands under these keys now; of every key. */
    Map<String, Value> read(Collection<String> keys) throws IOException, InterruptedException {
        Map<String, CompletableFuture<Message>> asked = new LinkedHashMap<>();
        for (String key : keys) {
            asked.put(key, nats.request("$JS.API.DIRECT.GET.KV_" + bucket + '.' + prefix + key, new byte[0]));
        }
        await(asked.values(), timeout);
        Map<String, Value> found = new LinkedHashMap<>();
        asked.forEach((key, answer) -> found.put(key, value(answer.join())));
        return found;
    }

    /** The revisions alone. */
    static Map<String, String> revisions(Map<String, Value> read) {
        Map<String, String> revisions = new LinkedHashMap<>();
        read.forEach((key, value) -> revisions.put(key, value.revision()));
        return revisions;
    }

    /**
     * Stores values and removes keys, each only if nobody has written it since its revision was read.
     *
     * @param revisions of every key, from before the table was read
     */
    void write(Map<String, byte[]> put, Collection<String> removed, Map<String, String> revisions)
            throws IOException, InterruptedException {
        JetStream jetStream = nats.jetStream();
        List<CompletableFuture<?>> acks = new ArrayList<>();
        put.forEach((key, value) -> acks.add(jetStream.publishAsync(NatsMessage.builder()
                .subject(prefix + key)
                .headers(after(key, revisions))
                .data(value)
                .build())));
        for (String key : removed) {
            acks.add(jetStream.publishAsync(NatsMessage.builder()
                    .subject(prefix + key)
                    .headers(after(key, revisions).put(BucketKeys.OPERATION, "DEL"))
                    .build()));
        }
        await(acks, timeout);
    }

    /** A walk over every key of the bucket, in the order they were written. */
    BucketKeys keys() throws IOException {
        return BucketKeys.open(nats, bucket, timeout);
    }

    /** Waits until all of it is confirmed. */
    static void await(Collection<? extends CompletableFuture<?>> answers, Duration timeout)
            throws IOException, InterruptedException {
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("JetStream did not confirm: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("JetStream did not answer within " + timeout, e);
        }
    }

    private static Headers after(String key, Map<String, String> revisions) {
        String revision = revisions.get(key);
        if (revision == null) {
            throw new IllegalArgumentException("the revision of the key was not read: " + key);
        }
        return new Headers().put("Nats-Expected-Last-Subject-Sequence", revision);
    }

    /** The server says "not found" by a status; a removed key is still there as a marker. */
    private static Value value(Message answer) {
        Headers headers = answer.getHeaders();
        String revision = headers == null ? null : headers.getFirst("Nats-Sequence");
        boolean missing = headers != null
                && (NOT_FOUND.equals(headers.getFirst("Status")) || headers.getFirst(BucketKeys.OPERATION) != null);
        return new Value(
                revision == null ? NEVER : revision, missing ? Optional.empty() : Optional.of(answer.getData()));
    }
}
