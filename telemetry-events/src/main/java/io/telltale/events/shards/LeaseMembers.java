package io.telltale.events.shards;

import io.telltale.events.shards.LeaseBucket.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The replicas of a service as one of them sees them, by their heartbeats. For one thread.
 *
 * <p>No clock but the observer's own is read, and it only counts while the observer itself gets its heartbeats through: a
 * replica is silent when its heartbeat stood still for long enough <em>while it could have been written</em>. So neither
 * clocks that differ, nor a bucket that is without a leader for a while, nor an observer that slept take a lane from anybody.
 */
final class LeaseMembers {

    /** Ticks without a heartbeat after which a replica counts as dead. */
    static final int TICKS_OF_SILENCE = 5;
    /** Markers of the dead are kept until everybody has seen them. */
    private static final int SILENCES_TO_FORGET = 8;

    private final Duration tick;
    private final Map<String, Seen> seen = new TreeMap<>();
    private long observedAt;

    LeaseMembers(Duration tick) {
        this.tick = tick;
    }

    /** The last word of a member, and for how long it has been the last. */
    private record Seen(Entry entry, long nanos) {}

    /** What a replica writes about itself: who it is in this life, and for how long it may be silent. */
    static String heartbeat(String session, Duration tick) {
        return session + ' ' + tick.multipliedBy(TICKS_OF_SILENCE).toMillis();
    }

    /** Takes in what the bucket shows now. */
    void observe(Map<String, Entry> members, long now) {
        long passed = observedAt == 0 ? 0 : Math.min(now - observedAt, 2 * tick.toNanos());
        observedAt = now;
        Map<String, Seen> before = new HashMap<>(seen);
        seen.clear();
        members.forEach((name, entry) -> {
            Seen last = before.get(name);
            long silent = last != null && last.entry.revision() == entry.revision() ? last.nanos + passed : 0;
            seen.put(name, new Seen(entry, silent));
        });
    }

    /** A member that seemed silent has spoken since. */
    void heardOf(String name) {
        seen.computeIfPresent(name, (same, last) -> new Seen(last.entry, 0));
    }

    /** Names of those who live, in an order that all replicas agree on. */
    Set<String> living() {
        Set<String> living = new TreeSet<>();
        seen.forEach((name, last) -> {
            if (lives(last)) {
                living.add(name);
            }
        });
        return living;
    }

    /** Sessions of those who live: what others hold is free. */
    Set<String> sessions() {
        Set<String> sessions = new TreeSet<>();
        seen.values().forEach(last -> {
            if (lives(last)) {
                sessions.add(session(last.entry));
            }
        });
        return sessions;
    }

    /** Those who have been silent for too long, with the heartbeat that was their last. */
    Map<String, Long> silent() {
        Map<String, Long> silent = new TreeMap<>();
        seen.forEach((name, last) -> {
            if (!last.entry.deleted() && silent(last)) {
                silent.put(name, last.entry.revision());
            }
        });
        return silent;
    }

    /** Markers of those who left long ago. */
    Map<String, Long> forgettable() {
        Map<String, Long> old = new TreeMap<>();
        seen.forEach((name, last) -> {
            if (last.entry.deleted()
                    && last.nanos > SILENCES_TO_FORGET * silence().toNanos()) {
                old.put(name, last.entry.revision());
            }
        });
        return old;
    }

    private boolean lives(Seen last) {
        return !last.entry.deleted() && !silent(last);
    }

    private boolean silent(Seen last) {
        return last.nanos >= allowance(last.entry);
    }

    /** Each replica says itself how long it may be silent; what cannot be read gets what is usual here. */
    private long allowance(Entry entry) {
        String value = entry.value();
        try {
            return Duration.ofMillis(Long.parseLong(value.substring(value.lastIndexOf(' ') + 1)))
                    .toNanos();
        } catch (NumberFormatException e) {
            return silence().toNanos();
        }
    }

    private Duration silence() {
        return tick.multipliedBy(TICKS_OF_SILENCE);
    }

    private static String session(Entry entry) {
        String value = entry.value();
        int end = value.indexOf(' ');
        return end < 0 ? value : value.substring(0, end);
    }
}
