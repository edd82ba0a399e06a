package io.telltale.ingest.relay;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Publishes to JetStream for as long as it takes.
 *
 * <p>An attempt that fails, or is not answered in time, is repeated with the same message and so with the same
 * {@code Nats-Msg-Id}: JetStream stores it once however often it arrives within its window for duplicates. What comes later than
 * that is the same readings with the same stamps, of which the store keeps one.
 *
 * <p>The NATS client gets nothing while it is not connected, and little while it does not write what it has ({@link
 * ClientQueue}): its own queue would grow with every repeated attempt while a server stands still, and block the caller when
 * full. The rest waits here, bounded by the callers' windows. Never blocks; futures complete on a thread of the NATS client or
 * of this publisher.
 */
public final class DurablePublisher implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DurablePublisher.class.getName());
    private static final String MESSAGE_ID = "Nats-Msg-Id";

    private final Connection nats;
    private final JetStream jetStream;
    private final ClientQueue client;
    private final Settings settings;
    private final RelayProgress progress;
    private final ArrayDeque<Flight> waiting = new ArrayDeque<>();
    private final Set<CompletableFuture<?>> attempts = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookingAgain = new AtomicBoolean();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("relay-retry").factory());

    /**
     * How patient an attempt is.
     *
     * @param attempt how long one attempt may wait for its acknowledgement
     * @param backOff pause after the first failure; doubles with each further one
     * @param longestBackOff where doubling ends
     */
    public record Settings(Duration attempt, Duration backOff, Duration longestBackOff) {}

    private record Flight(Message message, WhenFull whenFull, int failures, CompletableFuture<Optional<NoRoom>> done) {

        Flight again() {
            return new Flight(message, whenFull, failures + 1, done);
        }
    }

    public DurablePublisher(Connection nats, Settings settings, RelayProgress progress) throws IOException {
        this.nats = nats;
        this.jetStream = nats.jetStream();
        this.client = new ClientQueue(nats, this::launchWaiting);
        this.settings = settings;
        this.progress = progress;
        nats.addConnectionListener((connection, event) -> {
            switch (event) {
                // What was under way when the connection broke is answered by nobody: it need not wait out its time.
                case DISCONNECTED, RECONNECTED -> soon(Duration.ZERO, this::connectionChanged);
                case CONNECTED, CLOSED, RESUBSCRIBED, DISCOVERED_SERVERS, LAME_DUCK -> {}
            }
        });
    }

    /**
     * Publishes one message that carries a {@code Nats-Msg-Id}.
     *
     * @return empty when JetStream has persisted it; why there is no room, if that is to be told. Never fails; stays open when
     *     the gateway stops before that
     */
    public CompletableFuture<Optional<NoRoom>> publish(Message message, WhenFull whenFull) {
        CompletableFuture<Optional<NoRoom>> done = new CompletableFuture<>();
        progress.started();
        launch(new Flight(message, whenFull, 0, done));
        return done;
    }

    /** Publishes one message; completes when it is persisted, never before. */
    public CompletableFuture<Void> publish(Message message) {
        return publish(message, WhenFull.HOLD).thenAccept(persisted -> {});
    }

    /** As {@link #publish(Message)}, for bytes; the id tells this message from every other, however often it is sent. */
    public CompletableFuture<Void> publish(String subject, String messageId, byte[] payload) {
        return publish(message(subject, messageId, payload));
    }

    static Message message(String subject, String messageId, byte[] payload) {
        return NatsMessage.builder()
                .subject(subject)
                .headers(new Headers().put(MESSAGE_ID, messageId))
                .data(payload)
                .build();
    }

    /** Gives up what is under way: it stays unacknowledged, so its sender sends it again. */
    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void launch(Flight flight) {
        synchronized (waiting) {
            waiting.addLast(flight);
        }
        launchWaiting();
    }

    private void launchWaiting() {
        for (Optional<Flight> next = cleared(); next.isPresent(); next = cleared()) {
            attempt(next.get());
        }
    }

    /** The next that may take off, if there is one. */
    private Optional<Flight> cleared() {
        synchronized (waiting) {
            Flight next = waiting.peekFirst();
            if (next == null) {
                return Optional.empty();
            }
            boolean connected = nats.getStatus() == Connection.Status.CONNECTED;
            if (!connected || !client.room()) {
                progress.waiting(connected ? "the server does not read" : "not connected, status=" + nats.getStatus());
                lookAgain();
                return Optional.empty();
            }
            client.hand(next.message.getData().length);
            return Optional.of(waiting.removeFirst());
        }
    }

    private void lookAgain() {
        if (lookingAgain.compareAndSet(false, true)) {
            soon(settings.backOff, () -> {
                lookingAgain.set(false);
                launchWaiting();
            });
        }
    }

    private void attempt(Flight flight) {
        long sent = System.nanoTime();
        try {
            CompletableFuture<?> attempt = jetStream.publishAsync(flight.message);
            attempts.add(attempt);
            attempt.orTimeout(settings.attempt.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((ack, failure) -> {
                        attempts.remove(attempt);
                        if (failure == null) {
                            progress.persisted(System.nanoTime() - sent);
                            flight.done.complete(Optional.empty());
                        } else {
                            failed(flight, rootOf(failure));
                        }
                    });
        } catch (RuntimeException e) {
            failed(flight, e);
        }
    }

    private void failed(Flight flight, Throwable cause) {
        Optional<NoRoom> noRoom = NoRoom.of(cause);
        if (noRoom.isPresent() && flight.whenFull == WhenFull.TELL) {
            progress.givenBack(flight.message.getSubject(), cause.toString());
            flight.done.complete(noRoom);
            return;
        }
        progress.failed(flight.message.getSubject(), cause.toString());
        long pause = settings.backOff.toMillis() << Math.min(flight.failures, 16);
        Duration wait = Duration.ofMillis(Math.min(settings.longestBackOff.toMillis(), pause));
        if (!soon(wait, () -> launch(flight.again()))) {
            progress.abandoned();
        }
    }

    private void connectionChanged() {
        IOException lost = new IOException("the connection was lost before the answer came");
        attempts.forEach(attempt -> attempt.completeExceptionally(lost));
        client.askAnew();
        launchWaiting();
    }

    /** Whether it will be done: not when the gateway is stopping. */
    private boolean soon(Duration pause, Runnable task) {
        try {
            clock.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException stopping) {
            return false;
        }
    }

    /** Does something after a pause, on the clock of the retries; not when the gateway is stopping. */
    void later(long nanos, Runnable task) {
        try {
            clock.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.log(System.Logger.Level.DEBUG, "stopping, nothing more leaves");
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
