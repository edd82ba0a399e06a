package io.telltale.ingest.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamInfoOptions;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks every few seconds how full the streams are and what dead letters there are. What was seen last stays while JetStream
 * does not answer. One virtual thread.
 */
final class StreamSizes implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StreamSizes.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Connection nats;
    private final DeadLetterMeters letters;
    private final Map<String, Size> sizes = new LinkedHashMap<>();
    private final Thread thread = Thread.ofVirtual().name("stream-sizes").unstarted(this::run);
    private String lastError = "";

    StreamSizes(Connection nats, DeadLetterMeters letters, MeterRegistry meters) {
        this.nats = nats;
        this.letters = letters;
        for (String stream : List.of(Streams.TELEMETRY, Streams.EVENTS, Streams.DEADLETTER, Streams.ADVISORIES)) {
            Size size = new Size(new AtomicLong(), new AtomicLong());
            sizes.put(stream, size);
            Gauge.builder("ingest.streams.bytes", size.bytes, AtomicLong::get)
                    .tag("stream", stream)
                    .description("bytes that a stream holds")
                    .register(meters);
            Gauge.builder("ingest.streams.limit.bytes", size.limit, AtomicLong::get)
                    .tag("stream", stream)
                    .description("bytes that a stream may hold")
                    .register(meters);
        }
    }

    private record Size(AtomicLong bytes, AtomicLong limit) {}

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                look();
                lastError = "";
                Thread.sleep(EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | JetStreamApiException | RuntimeException e) {
                failed(e);
            }
        }
    }

    private void look() throws IOException, JetStreamApiException {
        JetStreamManagement streams = nats.jetStreamManagement();
        for (Map.Entry<String, Size> entry : sizes.entrySet()) {
            boolean dead = entry.getKey().equals(Streams.DEADLETTER);
            StreamInfo info = dead
                    ? streams.getStreamInfo(entry.getKey(), StreamInfoOptions.filterSubjects(Subjects.ALL_DEAD_LETTERS))
                    : streams.getStreamInfo(entry.getKey());
            entry.getValue().bytes.set(info.getStreamState().getByteCount());
            entry.getValue().limit.set(info.getConfiguration().getMaxBytes());
            if (dead) {
                letters.seen(
                        info.getStreamState().getSubjectMap(),
                        info.getStreamState().getLastSequence());
            }
        }
    }

    private void failed(Exception cause) {
        if (!cause.toString().equals(lastError)) {
            LOG.log(System.Logger.Level.WARNING, "sizes of streams unknown, looking again cause={0}", cause.toString());
        }
        lastError = cause.toString();
        try {
            Thread.sleep(EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
