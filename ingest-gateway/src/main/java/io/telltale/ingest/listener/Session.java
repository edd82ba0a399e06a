package io.telltale.ingest.listener;

import io.telltale.ingest.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is remembered of a client from one connection to the next: whether it listens to its errors, and which messages of QoS
 * 2 it has handed over and not yet released.
 *
 * <p>A client that comes back sends those again; they are recognised by their packet id, are not relayed a second time and get
 * the answer of the first. Kept in memory: a restart of the gateway forgets it. Guarded by itself, since an old and a new
 * connection of one client may live on two event loops.
 */
final class Session {

    private final Map<Integer, CompletableFuture<Outcome>> unreleased = new HashMap<>();
    private boolean listensToErrors;

    /** The outcome under way, or there, of a message that was handed over before and not released. */
    synchronized Optional<CompletableFuture<Outcome>> handedOver(int packetId) {
        return Optional.ofNullable(unreleased.get(packetId));
    }

    synchronized void handOver(int packetId, CompletableFuture<Outcome> outcome) {
        unreleased.put(packetId, outcome);
    }

    synchronized int unreleased() {
        return unreleased.size();
    }

    synchronized void release(int packetId) {
        unreleased.remove(packetId);
    }

    synchronized void listenToErrors(boolean listens) {
        listensToErrors = listens;
    }

    synchronized boolean listensToErrors() {
        return listensToErrors;
    }
}
