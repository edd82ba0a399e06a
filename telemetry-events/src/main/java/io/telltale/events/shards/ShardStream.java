package io.telltale.events.shards;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.MalformedBatchException;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lane of the stream, read in strict order after a given sequence. For one thread.
 *
 * <p>The durable consumer is made anew at each opening and begins right after the service's own progress: the database
 * is the truth, the consumer follows it. Within an opening nothing may come twice or be left out; when it does, reading
 * fails and the lane is opened again. So one acknowledgement may stand for all before it.
 */
final class ShardStream implements AutoCloseable {

    private static final Duration PULL_EXPIRES = Duration.ofSeconds(5);
    private static final Duration ACK_WAIT = Duration.ofMinutes(1);
    private static final Duration REVIEW = Duration.ofSeconds(1);
    /** Progress is in the database. The server hears of it for the backlog and for what may be trimmed, which can wait. */
    private static final Duration TELL_EVERY = Duration.ofMillis(100);
    /** The client's word for "only what is there already"; {@link Duration#ZERO} would wait for ever. */
    private static final @Nullable Duration NO_WAIT = null;

    private static final int NO_SUCH_CONSUMER = 10014;
    /**
     * A consumer that is lost with its server is made anew from the database: an election of its own would take longer, and
     * on disk its state would cost the server as many synced files as the readings do.
     */
    private static final int ONE_COPY = 1;

    private final Connection nats;
    private final JetStreamManagement management;
    private final String consumer;
    private final int prefetch;
    private final JetStreamSubscription subscription;
    private long lastSequence;
    private long lastDelivered;
    private int asked;
    private long askedAt;
    private long reviewedAt = System.nanoTime();
    private long pending;
    private long toldAt;
    private @Nullable Message handedOver;
    private @Nullable Message done;

    private ShardStream(
            Connection nats, JetStreamManagement management, String consumer, int prefetch, long after, long pending)
            throws IOException, JetStreamApiException {
        this.nats = nats;
        this.management = management;
        this.consumer = consumer;
        this.prefetch = prefetch;
        this.lastSequence = after;
        this.pending = pending;
        this.toldAt = System.nanoTime() - TELL_EVERY.toNanos();
        this.subscription = nats.jetStream().subscribe(null, PullSubscribeOptions.bind(Streams.TELEMETRY, consumer));
        this.subscription.setPendingLimits(-1, -1);
    }

    /** Opens a lane after the given sequence. */
    static ShardStream open(Connection nats, String service, int shard, int prefetch, long after)
            throws IOException, JetStreamApiException {
        JetStreamManagement management = nats.jetStreamManagement();
        long last = management.getStreamInfo(Streams.TELEMETRY).getStreamState().getLastSequence();
        if (last < after) {
            throw new IOException("the stream ends at " + last + " but this service has processed " + after
                    + ": the stream was deleted or restored from an older copy; reset the service's progress of shard "
                    + shard + " to go on");
        }
        String consumer = service + '-' + shard;
        forget(management, consumer);
        long pending = management
                .addOrUpdateConsumer(
                        Streams.TELEMETRY,
                        ConsumerConfiguration.builder()
                                .durable(consumer)
                                .filterSubject(Subjects.telemetry(shard))
                                .deliverPolicy(DeliverPolicy.ByStartSequence)
                                .startSequence(after + 1)
                                .ackPolicy(AckPolicy.All)
                                .ackWait(ACK_WAIT)
                                .maxAckPending(-1)
                                .numReplicas(ONE_COPY)
                                .memStorage(true)
                                .build())
                .getNumPending();
        return new ShardStream(nats, management, consumer, prefetch, after, pending);
    }

    /**
     * Waits for batches.
     *
     * @param maxReadings stop gathering at this many readings
     * @param wait how long to wait for the first; once there is one, whatever has arrived is taken without waiting
     * @return in order; empty when nothing came
     */
    List<ShardBatch> next(int maxReadings, Duration wait)
            throws IOException, JetStreamApiException, InterruptedException {
        ask();
        List<ShardBatch> batches = new ArrayList<>();
        int readings = 0;
        Message message = subscription.nextMessage(wait);
        while (message != null) {
            ShardBatch batch = take(message);
            batches.add(batch);
            readings += batch.readings().size();
            if (readings >= maxReadings) {
                break;
            }
            message = subscription.nextMessage(NO_WAIT);
        }
        if (batches.isEmpty()) {
            tell();
            review();
        }
        return batches;
    }

    /** Everything handed over so far is done. The server hears of it now, or with what is done in the next tenth of a second. */
    void acknowledge() {
        done = handedOver;
        if (System.nanoTime() - toldAt >= TELL_EVERY.toNanos()) {
            tell();
        }
    }

    private void tell() {
        if (done != null) {
            done.ack();
            done = null;
            toldAt = System.nanoTime();
        }
    }

    /** Messages in the lane that were not handed over yet, as the server told last. */
    long pending() {
        return pending;
    }

    @Override
    public void close() {
        if (subscription.isActive()) {
            tell();
            subscription.unsubscribe();
        }
    }

    /** Keeps the server supplied with requests. An expired request is simply asked again: nothing here can stall for good. */
    private void ask() {
        boolean expired = System.nanoTime() - askedAt > PULL_EXPIRES.toNanos();
        if (expired || asked <= prefetch / 2) {
            subscription.pull(
                    PullRequestOptions.builder(prefetch).expiresIn(PULL_EXPIRES).build());
            asked = expired ? prefetch : asked + prefetch;
            askedAt = System.nanoTime();
        }
    }

    private ShardBatch take(Message message) throws IOException, InterruptedException {
        asked--;
        long sequence = message.metaData().streamSequence();
        long delivered = message.metaData().consumerSequence();
        if (sequence <= lastSequence || delivered != lastDelivered + 1) {
            throw new IOException("consumer " + consumer + " is out of step: delivered " + delivered + " after "
                    + lastDelivered + ", stream " + sequence + " after " + lastSequence);
        }
        lastSequence = sequence;
        lastDelivered = delivered;
        pending = message.metaData().pendingCount();
        handedOver = message;
        try {
            return new ShardBatch(sequence, ReadingBatch.parse(message.getData()));
        } catch (MalformedBatchException e) {
            park(message, sequence, e);
            return new ShardBatch(sequence, ReadingBatch.builder(0).build());
        }
    }

    private void park(Message message, long sequence, MalformedBatchException cause)
            throws IOException, InterruptedException {
        DeadLetter letter = new DeadLetter(
                "intake",
                "malformed-batch",
                String.valueOf(cause.getMessage()),
                DeadLetter.UNKNOWN,
                DeadLetter.UNKNOWN,
                message.getSubject(),
                Instant.now(),
                message.getData());
        try {
            nats.jetStream().publish(DeadLetters.message(consumer + '-' + sequence, letter));
        } catch (JetStreamApiException e) {
            throw new IOException("could not park a malformed batch of " + consumer, e);
        }
    }

    /** While the lane is quiet: is it empty, or is the consumer gone? */
    private void review() throws IOException, JetStreamApiException {
        if (System.nanoTime() - reviewedAt > REVIEW.toNanos()) {
            reviewedAt = System.nanoTime();
            pending = management.getConsumerInfo(Streams.TELEMETRY, consumer).getNumPending();
        }
    }

    private static void forget(JetStreamManagement management, String consumer)
            throws IOException, JetStreamApiException {
        try {
            management.deleteConsumer(Streams.TELEMETRY, consumer);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NO_SUCH_CONSUMER) {
                throw e;
            }
        }
    }
}
