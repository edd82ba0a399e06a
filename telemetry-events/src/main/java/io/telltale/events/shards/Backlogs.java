package io.telltale.events.shards;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How much of each lane waits to be committed and since when, by what the server knows of the consumers: it goes on telling
 * the truth while a reader hangs in a database that does not answer. One thread looks, any may ask.
 */
final class Backlogs {

    private static final Backlog UNKNOWN = new Backlog(0, 0, Optional.empty());
    private static final int NO_SUCH_MESSAGE = 10037;

    private final Connection nats;
    private final String service;
    private final Map<Integer, Backlog> seen = new ConcurrentHashMap<>();

    Backlogs(Connection nats, String service) {
        this.nats = nats;
        this.service = service;
    }

    /** What was seen of a lane last; nothing pending before the first look. */
    Backlog of(int shard) {
        return seen.getOrDefault(shard, UNKNOWN);
    }

    /** Asks the server about these lanes and forgets all others. A few round trips. */
    void look(Set<Integer> shards) throws IOException, JetStreamApiException, InterruptedException {
        seen.keySet().retainAll(shards);
        JetStreamManagement management = nats.jetStreamManagement();
        Map<String, ConsumerInfo> consumers = management.getConsumers(Streams.TELEMETRY).stream()
                .collect(Collectors.toMap(ConsumerInfo::getName, Function.identity()));
        for (Integer shard : shards) {
            ConsumerInfo consumer = consumers.get(service + '-' + shard);
            // None while the lane is being opened: what was seen before is the better guess.
            if (consumer != null) {
                seen.put(shard, look(management, shard, consumer));
            }
        }
    }

    private Backlog look(JetStreamManagement management, int shard, ConsumerInfo consumer)
            throws IOException, JetStreamApiException {
        long pending = consumer.getNumPending() + consumer.getNumAckPending();
        long floor = consumer.getAckFloor().getStreamSequence();
        Backlog before = of(shard);
        if (pending == 0) {
            return new Backlog(floor, 0, Optional.empty());
        }
        if (before.floor == floor && before.oldest.isPresent()) {
            return new Backlog(floor, pending, before.oldest);
        }
        return new Backlog(floor, pending, storedAfter(management, shard, floor));
    }

    private static Optional<Instant> storedAfter(JetStreamManagement management, int shard, long floor)
            throws IOException, JetStreamApiException {
        try {
            return Optional.of(management
                    .getNextMessage(Streams.TELEMETRY, floor + 1, Subjects.telemetry(shard))
                    .getTime()
                    .toInstant());
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_MESSAGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Everything after {@code floor}: how many messages, and when the first of them was stored. */
    record Backlog(long floor, long pending, Optional<Instant> oldest) {}
}
