package io.telltale.events.shards;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Message;
import io.nats.client.PurgeOptions;
import io.nats.client.Subscription;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.telltale.events.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One service's part of the bucket {@code leases}: compare-and-set on single keys, and all of them read in one round trip.
 *
 * <p>Blocking. Writes go through the leader of the bucket; {@link #read} may be answered by any server, also by one that
 * lags, so its caller says what must be in the answer.
 */
final class LeaseBucket {

    private static final String STREAM = "KV_" + Streams.LEASES;
    private static final String READ_ALL = "$JS.API.DIRECT.GET." + STREAM;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LAG = Duration.ofMillis(20);
    private static final int READS = 25;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_LAST_SEQUENCE = 10071;
    private static final int NO_SUCH_MESSAGE = 10037;

    private final Connection nats;
    private final KeyValue bucket;
    private final String service;
    private final String prefix;

    LeaseBucket(Connection nats, String service) throws IOException {
        this.nats = nats;
        this.bucket = nats.keyValue(Streams.LEASES);
        this.service = service + '.';
        this.prefix = "$KV." + Streams.LEASES + '.' + this.service;
    }

    /**
     * What stands under a key.
     *
     * @param revision grows with each write to the bucket
     * @param value empty when the key was deleted
     */
    record Entry(long revision, String value) {

        boolean deleted() {
            return value.isEmpty();
        }
    }

    /** Writes whatever was there before. */
    long put(String key, String value) throws IOException, JetStreamApiException {
        return bucket.put(service + key, value);
    }

    /** Writes if the key's revision is still {@code revision}, 0 meaning that there is none; empty when it is not. */
    OptionalLong replace(String key, String value, long revision) throws IOException, JetStreamApiException {
        try {
            return OptionalLong.of(bucket.update(service + key, value, revision));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != WRONG_LAST_SEQUENCE) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }

    /** Deletes if the revision is still that; false when another was faster. */
    boolean delete(String key, long revision) throws IOException, JetStreamApiException {
        try {
            bucket.delete(service + key, revision);
            return true;
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != WRONG_LAST_SEQUENCE) {
                throw e;
            }
            return false;
        }
    }

    /** Removes the marker that a deletion leaves, unless something newer stands there. */
    void forget(String key, long revision) throws IOException, JetStreamApiException {
        nats.jetStreamManagement()
                .purgeStream(
                        STREAM,
                        PurgeOptions.builder()
                                .subject(prefix + key)
                                .sequence(revision + 1)
                                .build());
    }

    /** What the leader of the bucket has under a key. */
    Optional<Entry> last(String key) throws IOException, JetStreamApiException {
        try {
            MessageInfo message = nats.jetStreamManagement().getLastMessage(STREAM, prefix + key);
            return Optional.of(entry(message.getSeq(), message.getHeaders(), message.getData()));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NO_SUCH_MESSAGE) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Every key of the service with its last entry, markers of deleted ones too.
     *
     * @param key must be in the answer
     * @param revision in this revision or a newer one, so everything that was written before it is there as well
     */
    Map<String, Entry> read(String key, long revision) throws IOException, InterruptedException {
        for (int i = 0; i < READS; i++) {
            Map<String, Entry> entries = read();
            Entry known = entries.get(key);
            if (known != null && known.revision >= revision) {
                return entries;
            }
            Thread.sleep(LAG);
        }
        throw new IOException("the servers of the bucket " + Streams.LEASES + " lag behind its leader");
    }

    private Map<String, Entry> read() throws IOException, InterruptedException {
        String inbox = nats.createInbox();
        Subscription answers = nats.subscribe(inbox);
        try {
            nats.publish(READ_ALL, inbox, ("{\"multi_last\":[\"" + prefix + ">\"]}").getBytes(StandardCharsets.UTF_8));
            Map<String, Entry> entries = new HashMap<>();
            while (true) {
                Message answer = answers.nextMessage(PATIENCE);
                if (answer == null) {
                    throw new IOException("no server answered for the bucket " + Streams.LEASES);
                }
                if (answer.isStatusMessage()) {
                    int status = answer.getStatus().getCode();
                    if (status != NO_CONTENT && status != NOT_FOUND) {
                        throw new IOException("the bucket " + Streams.LEASES + " cannot be read: "
                                + answer.getStatus().getMessageWithCode());
                    }
                    return entries;
                }
                Headers headers = answer.getHeaders();
                entries.put(
                        headers.getFirst("Nats-Subject").substring(prefix.length()),
                        entry(Long.parseLong(headers.getFirst("Nats-Sequence")), headers, answer.getData()));
            }
        } finally {
            answers.unsubscribe();
        }
    }

    private static Entry entry(long revision, @Nullable Headers headers, byte @Nullable [] data) {
        boolean deleted = headers != null && headers.getFirst("KV-Operation") != null;
        return new Entry(revision, deleted || data == null ? "" : new String(data, StandardCharsets.UTF_8));
    }
}
