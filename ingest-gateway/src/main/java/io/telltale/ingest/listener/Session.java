package io.telltale.ingest.listener;

import io.telltale.ingest.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is remembered of a client from one connection to the next: whether it listens to its errors, which messages of QoS 2 it
 * has handed over and not yet released, and which of QoS 1 were never answered.
 *
 * <p>A client that comes back sends those again. They are recognised by their packet id, which the client may not use for
 * anything else meanwhile, are not relayed a second time and get the answer of the first. What was answered is forgotten at once:
 * its packet id is free for another message. All sessions together remember no more than a given number; a message of QoS 1
 * beyond that is relayed anew when it comes again. Kept in memory: a restart of the gateway forgets it. Guarded by itself,
 * since an old and a new connection of one client may live on two event loops.
 */
final class Session {

    private final Map<Integer, CompletableFuture<Outcome>> unreleased = new HashMap<>(0);
    private final Map<Integer, Promised> unanswered = new HashMap<>(0);
    private final Memory memory;
    private boolean listensToErrors;
    private boolean over;

    Session(Memory memory) {
        this.memory = memory;
    }

    /** What makes a message the same as one before, beside its packet id. */
    record Promise(String topic, int payloadHash) {}

    private record Promised(Promise promise, CompletableFuture<Outcome> outcome) {}

    /** How much all sessions together may remember. */
    static final class Memory {
        private final AtomicInteger free;

        Memory(int messages) {
            free = new AtomicInteger(messages);
        }

        private boolean take() {
            return free.getAndUpdate(now -> now > 0 ? now - 1 : now) > 0;
        }

        private void give(int messages) {
            free.addAndGet(messages);
        }
    }

    /** The outcome under way, or there, of a message of QoS 2 that was handed over before and not released. */
    synchronized Optional<CompletableFuture<Outcome>> handedOver(int packetId) {
        return Optional.ofNullable(unreleased.get(packetId));
    }

    /** Makes room for a message of QoS 2 to be remembered; without it the message must not be taken. */
    synchronized boolean mayHandOver(int most) {
        return !over && unreleased.size() < most && memory.take();
    }

    synchronized void handOver(int packetId, CompletableFuture<Outcome> outcome) {
        unreleased.put(packetId, outcome);
    }

    synchronized void release(int packetId) {
        if (unreleased.remove(packetId) != null) {
            memory.give(1);
        }
    }

    /** The outcome of the same message of QoS 1 if it came before and was not answered. */
    synchronized Optional<CompletableFuture<Outcome>> promised(int packetId, Promise promise) {
        Promised before = unanswered.get(packetId);
        return before != null && before.promise.equals(promise) ? Optional.of(before.outcome) : Optional.empty();
    }

    synchronized void promise(int packetId, Promise promise, CompletableFuture<Outcome> outcome) {
        if (unanswered.containsKey(packetId) || (!over && memory.take())) {
            unanswered.put(packetId, new Promised(promise, outcome));
        }
    }

    /** The message was answered. */
    synchronized void answered(int packetId) {
        if (unanswered.remove(packetId) != null) {
            memory.give(1);
        }
    }

    /** The message was given back: when it comes again, it comes for the first time. */
    synchronized void forget(int packetId) {
        release(packetId);
        answered(packetId);
    }

    /** Nobody will come back to it. */
    synchronized void end() {
        over = true;
        memory.give(unreleased.size() + unanswered.size());
        unreleased.clear();
        unanswered.clear();
    }

    synchronized void listenToErrors(boolean listens) {
        listensToErrors = listens;
    }

    synchronized boolean listensToErrors() {
        return listensToErrors;
    }
}
