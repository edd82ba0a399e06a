package io.telltale.ingest.relay;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Publishes to JetStream for as long as it takes.
 *
 * <p>An attempt that fails, or is not answered in time, is repeated with the same message and so with the same
 * {@code Nats-Msg-Id}: JetStream stores it once however often it arrives. A stream that is full refuses, which is a failed
 * attempt like any other, so a full stream slows the callers down instead of losing anything. Never blocks; how many messages
 * are under way is bounded by the callers' windows. Futures complete on a thread of the NATS client.
 */
public final class DurablePublisher implements AutoCloseable {

    private static final String MESSAGE_ID = "Nats-Msg-Id";

    private final Connection nats;
    private final JetStream jetStream;
    private final Settings settings;
    private final RelayProgress progress;
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("relay-retry").factory());

    /**
     * How patient an attempt is.
     *
     * @param attempt how long one attempt may wait for its acknowledgement
     * @param backOff pause after the first failure; doubles with each further one
     * @param longestBackOff where doubling ends
     */
    public record Settings(Duration attempt, Duration backOff, Duration longestBackOff) {}

    public DurablePublisher(Connection nats, Settings settings, RelayProgress progress) throws IOException {
        this.nats = nats;
        this.jetStream = nats.jetStream();
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Publishes one message that carries a {@code Nats-Msg-Id}.
     *
     * @return completes when JetStream has persisted it; never fails; stays open when the gateway stops before that
     */
    public CompletableFuture<Void> publish(Message message) {
        CompletableFuture<Void> persisted = new CompletableFuture<>();
        progress.started();
        attempt(message, 0, persisted);
        return persisted;
    }

    /**
     * Publishes bytes.
     *
     * @param messageId tells this message from every other; the same however often it is sent
     * @return as {@link #publish(Message)}
     */
    public CompletableFuture<Void> publish(String subject, String messageId, byte[] payload) {
        return publish(NatsMessage.builder()
                .subject(subject)
                .headers(new Headers().put(MESSAGE_ID, messageId))
                .data(payload)
                .build());
    }

    /** Stops retrying. What is not persisted by now stays unacknowledged, so its sender sends it again. */
    @Override
    public void close() {
        retries.shutdownNow();
    }

    private void attempt(Message message, int failures, CompletableFuture<Void> persisted) {
        if (nats.getStatus() != Connection.Status.CONNECTED) {
            // Not handed to the client's reconnect buffer: that one is bounded by throwing.
            again(message, failures, "not connected, status=" + nats.getStatus(), persisted);
            return;
        }
        long sent = System.nanoTime();
        try {
            jetStream
                    .publishAsync(message)
                    .orTimeout(settings.attempt.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((ack, failure) -> {
                        if (failure == null) {
                            progress.persisted(System.nanoTime() - sent);
                            persisted.complete(null);
                        } else {
                            again(message, failures, rootOf(failure).toString(), persisted);
                        }
                    });
        } catch (RuntimeException e) {
            again(message, failures, e.toString(), persisted);
        }
    }

    private void again(Message message, int failures, String cause, CompletableFuture<Void> persisted) {
        progress.failed(message.getSubject(), cause);
        long pause =
                Math.min(settings.longestBackOff.toMillis(), settings.backOff.toMillis() << Math.min(failures, 16));
        try {
            retries.schedule(() -> attempt(message, failures + 1, persisted), pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            progress.abandoned();
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
