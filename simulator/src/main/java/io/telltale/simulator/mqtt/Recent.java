package io.telltale.simulator.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The messages of a link that were acknowledged within the last seconds, at most so many, oldest first. One thread. */
final class Recent {

    private final long nanos;
    private final int most;
    private final Deque<Acknowledged> kept = new ArrayDeque<>();

    private record Acknowledged(InFlight.Message message, long atNanos) {}

    Recent(Duration span, int most) {
        this.nanos = span.toNanos();
        this.most = most;
    }

    void acknowledged(InFlight.Message message, long now) {
        if (nanos == 0) {
            return;
        }
        forget(now);
        if (kept.size() == most) {
            kept.removeFirst();
        }
        kept.addLast(new Acknowledged(message, now));
    }

    /** Hands them over for another sending; what follows counts from now. */
    int sendAgain(InFlight inFlight, long now) {
        forget(now);
        int count = kept.size();
        kept.forEach(acknowledged -> inFlight.addAgain(acknowledged.message()));
        kept.clear();
        return count;
    }

    private void forget(long now) {
        while (!kept.isEmpty() && now - kept.getFirst().atNanos() > nanos) {
            kept.removeFirst();
        }
    }
}
