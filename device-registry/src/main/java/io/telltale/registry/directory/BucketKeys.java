package io.telltale.registry.directory;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A walk over the keys of the bucket, one page in memory at a time.
 *
 * <p>A pull consumer of its own that sees headers only and lives as long as the walk; the server forgets it soon after.
 */
final class BucketKeys implements AutoCloseable {

    /** Header that marks a removed key. */
    static final String OPERATION = "KV-Operation";

    private final JetStreamSubscription subscription;
    private final String prefix;
    private final Duration timeout;
    private long left;

    private BucketKeys(JetStreamSubscription subscription, String prefix, Duration timeout) throws IOException {
        this.subscription = subscription;
        this.prefix = prefix;
        this.timeout = timeout;
        this.left = pendingAtStart(subscription);
    }

    static BucketKeys open(Connection nats, String bucket, Duration timeout) throws IOException {
        String prefix = "$KV." + bucket + '.';
        ConsumerConfiguration walk = ConsumerConfiguration.builder()
                .ackPolicy(AckPolicy.None)
                .deliverPolicy(DeliverPolicy.LastPerSubject)
                .headersOnly(true)
                .inactiveThreshold(Duration.ofMinutes(1))
                .build();
        try {
            PullSubscribeOptions options = PullSubscribeOptions.builder().stream("KV_" + bucket)
                    .configuration(walk)
                    .build();
            return new BucketKeys(nats.jetStream().subscribe(prefix + '>', options), prefix, timeout);
        } catch (JetStreamApiException e) {
            throw new IOException("JetStream refused to list the keys of the bucket: " + e.getMessage(), e);
        }
    }

    /** Whether every key that was there at the start has been handed out. */
    boolean finished() {
        return left == 0;
    }

    /**
     * The next keys that hold a value, at most {@code limit}; may be empty in the middle of the walk. Asks for no more than there are:
     * JetStream would wait for the rest, and the directory with it.
     */
    List<String> next(int limit) throws IOException {
        List<Message> messages = subscription.fetch((int) Math.min(limit, left), timeout);
        if (messages.isEmpty()) {
            throw new IOException("JetStream stopped listing the keys of the bucket");
        }
        List<String> keys = new ArrayList<>();
        for (Message message : messages) {
            Headers headers = message.getHeaders();
            if (headers == null || headers.getFirst(OPERATION) == null) {
                keys.add(message.getSubject().substring(prefix.length()));
            }
        }
        left = messages.getLast().metaData().pendingCount();
        return keys;
    }

    @Override
    public void close() {
        subscription.unsubscribe();
    }

    private static long pendingAtStart(JetStreamSubscription subscription) throws IOException {
        try {
            return subscription.getConsumerInfo().getNumPending();
        } catch (JetStreamApiException e) {
            throw new IOException("JetStream lost the walk over the bucket: " + e.getMessage(), e);
        }
    }
}
