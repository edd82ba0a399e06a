package io.telltale.ingest.listener;

import io.telltale.ingest.admission.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected and which sessions are kept for those who are not.
 *
 * <p>A client is known by its device and client id together, so nobody can push another device off by borrowing its client id.
 * Kept sessions are bounded in number (the one that left first goes first) and in time. Guarded by itself.
 */
final class Sessions {

    private final Session.Memory memory;
    private final InstantSource clock;
    private final int mostKept;
    private final Duration longestKept;
    private final Map<Key, Live> live = new HashMap<>();
    private final LinkedHashMap<Key, Kept> kept = new LinkedHashMap<>();

    /** Sessions that together remember at most {@code messages} messages. */
    Sessions(InstantSource clock, int mostKept, Duration longestKept, int messages) {
        this.memory = new Session.Memory(messages);
        this.clock = clock;
        this.mostKept = mostKept;
        this.longestKept = longestKept;
    }

    /** What opening a session found: the session, whether it was there before, and the connection it was taken from. */
    record Opened(Session session, boolean present, Optional<MqttConnection> predecessor) {}

    /** Opens the client's session for a connection; an earlier connection of the same client loses it. */
    synchronized Opened open(DeviceId device, Hello hello, MqttConnection connection) {
        Key key = new Key(device, hello.clientId());
        Live before = live.get(key);
        Kept asleep = kept.remove(key);
        Session earlier = before != null ? before.session : awake(asleep);
        boolean present = earlier != null && !hello.clean();
        if (earlier != null && !present) {
            earlier.end();
        }
        Session session = present && earlier != null ? earlier : new Session(memory);
        live.put(key, new Live(session, connection));
        return new Opened(session, present, Optional.ofNullable(before).map(Live::connection));
    }

    /** Ends a connection's hold on its session, which is kept as long as the client asked and the bounds allow. */
    synchronized void close(DeviceId device, Hello hello, MqttConnection connection) {
        Key key = new Key(device, hello.clientId());
        Live current = live.get(key);
        if (current == null || current.connection != connection) {
            return;
        }
        live.remove(key);
        Duration expiry = hello.sessionExpiry().compareTo(longestKept) < 0 ? hello.sessionExpiry() : longestKept;
        if (expiry.isPositive() && mostKept > 0) {
            kept.put(key, new Kept(current.session, clock.instant().plus(expiry)));
            dropOldest();
        } else {
            current.session.end();
        }
    }

    private void dropOldest() {
        Instant now = clock.instant();
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext()) {
            Kept next = oldest.next();
            if (kept.size() <= mostKept && now.isBefore(next.until)) {
                return;
            }
            oldest.remove();
            next.session.end();
        }
    }

    private @Nullable Session awake(@Nullable Kept asleep) {
        if (asleep == null) {
            return null;
        }
        if (clock.instant().isBefore(asleep.until)) {
            return asleep.session;
        }
        asleep.session.end();
        return null;
    }

    private record Key(DeviceId device, String clientId) {}

    private record Live(Session session, MqttConnection connection) {}

    private record Kept(Session session, Instant until) {}
}
