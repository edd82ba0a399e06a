package io.telltale.events.shards;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PurgeOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Trims the telemetry stream, which never drops anything by itself: only what every service has acknowledged goes, and
 * while there is room only what is older than the replay horizon.
 *
 * <p>For one caller at a time; blocks for a few dozen round trips.
 */
public final class StreamJanitor {

    private static final double FULL = 0.75;
    private static final int NO_SUCH_MESSAGE = 10037;

    private final List<String> services;
    private final Duration horizon;

    /**
     * Prepares.
     *
     * @param services the services that must have acknowledged a message before it may go
     * @param horizon how long acknowledged messages are kept for replay while there is room
     */
    public StreamJanitor(List<String> services, Duration horizon) {
        this.services = List.copyOf(services);
        this.horizon = horizon;
    }

    /**
     * Trims once.
     *
     * @param keepFrom sequence from which on everything must stay, whoever acknowledged it; for detector snapshots
     * @return the first sequence that is left
     * @throws IOException when NATS can't be reached
     * @throws JetStreamApiException when JetStream refuses
     */
    public long trim(Connection nats, long keepFrom, Instant now)
            throws IOException, JetStreamApiException, InterruptedException {
        JetStreamManagement management = nats.jetStreamManagement();
        // Read before the consumers: one that has nothing pending afterwards has acknowledged at least this far.
        StreamInfo stream = management.getStreamInfo(Streams.TELEMETRY);
        long first = stream.getStreamState().getFirstSequence();
        long last = stream.getStreamState().getLastSequence();
        long free = Math.min(keepFrom - 1, acknowledged(management, last));
        if (free < first) {
            return first;
        }
        boolean full = stream.getStreamState().getByteCount()
                > FULL * stream.getConfiguration().getMaxBytes();
        long end = full ? free + 1 : firstNewerThan(management, first, free + 1, now.minus(horizon));
        if (end > first) {
            management.purgeStream(
                    Streams.TELEMETRY, PurgeOptions.builder().sequence(end).build());
        }
        return end;
    }

    /** Up to which sequence every lane of every service has acknowledged; 0 while one of them has no consumer. */
    private long acknowledged(JetStreamManagement management, long last)
            throws IOException, JetStreamApiException, InterruptedException {
        Map<String, ConsumerInfo> consumers = management.getConsumers(Streams.TELEMETRY).stream()
                .collect(Collectors.toMap(ConsumerInfo::getName, Function.identity()));
        long floor = last;
        for (String service : services) {
            for (int shard = 0; shard < Shards.COUNT; shard++) {
                ConsumerInfo consumer = consumers.get(service + '-' + shard);
                if (consumer == null) {
                    return 0;
                }
                boolean idle = consumer.getNumPending() == 0 && consumer.getNumAckPending() == 0;
                floor = Math.min(floor, idle ? last : consumer.getAckFloor().getStreamSequence());
            }
        }
        return floor;
    }

    /** The first sequence in {@code [low, high)} that was stored after {@code time}, else {@code high}. */
    private static long firstNewerThan(JetStreamManagement management, long low, long high, Instant time)
            throws IOException, JetStreamApiException {
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (storedAfter(management, middle, time)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static boolean storedAfter(JetStreamManagement management, long sequence, Instant time)
            throws IOException, JetStreamApiException {
        try {
            MessageInfo message = management.getMessage(Streams.TELEMETRY, sequence);
            return message.getTime().toInstant().isAfter(time);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_MESSAGE) {
                return false;
            }
            throw e;
        }
    }
}
