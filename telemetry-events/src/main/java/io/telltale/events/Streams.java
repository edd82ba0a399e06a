package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValueManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;

/**
 * Every stream and bucket on JetStream, defined once. Each service calls {@link #ensure} when it starts; whoever is first
 * creates them, for the others it is a no-op.
 */
public final class Streams {

    /** Readings, as {@link ReadingBatch}es, one subject a lane. Full means refuse, never drop. */
    public static final String TELEMETRY = "TELEMETRY";
    /** What happened, as {@link CloudEvent}s. */
    public static final String EVENTS = "EVENTS";
    /** What could not be processed, with its original bytes. */
    public static final String DEADLETTER = "DEADLETTER";
    /** Bucket: {@link DeviceEntry} by {@code {tenant}.{device}}. */
    public static final String DEVICES = "devices";
    /** Bucket: who owns which lane; entries vanish when they are not renewed. */
    public static final String LEASES = "leases";

    private static final Duration EVENTS_KEPT = Duration.ofDays(7);
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);
    private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(5);
    private static final long MIB = 1024L * 1024;
    private static final int NO_SUCH_STREAM = 10059;

    private Streams() {}

    /**
     * How much the streams may hold and how often they are replicated.
     *
     * @param replicas copies of each stream, 1, 3 or 5
     * @param telemetryBytes most bytes of {@link #TELEMETRY}; when full, publishing is refused
     * @param leaseTtl how long a lane's lease lives without being renewed
     */
    public record Limits(int replicas, long telemetryBytes, Duration leaseTtl) {

        /** One copy, 4 GiB of readings, leases of three seconds. */
        public static Limits standard() {
            return new Limits(1, 4096 * MIB, Duration.ofSeconds(3));
        }
    }

    /** {@link #ensure(Connection, Limits)} with the standard limits. */
    public static void ensure(Connection nats) throws IOException, JetStreamApiException {
        ensure(nats, Limits.standard());
    }

    /**
     * Creates or updates every stream and bucket. Blocks for a few round trips.
     *
     * @throws IOException when NATS can't be reached
     * @throws JetStreamApiException when JetStream refuses, for instance for want of disk space
     */
    public static void ensure(Connection nats, Limits limits) throws IOException, JetStreamApiException {
        JetStreamManagement streams = nats.jetStreamManagement();
        ensureStream(
                streams,
                kept(TELEMETRY, Subjects.ALL_TELEMETRY, limits)
                        .discardPolicy(DiscardPolicy.New)
                        .maxBytes(limits.telemetryBytes())
                        .build());
        ensureStream(
                streams,
                kept(EVENTS, Subjects.ALL_ANOMALIES, limits)
                        .addSubjects(Subjects.ALL_ALERTS, Subjects.ALL_PRESENCE, Subjects.ALL_DEVICES)
                        .maxAge(EVENTS_KEPT)
                        .maxBytes(1024 * MIB)
                        .build());
        ensureStream(
                streams,
                kept(DEADLETTER, Subjects.ALL_DEAD_LETTERS, limits)
                        .maxAge(DEAD_LETTERS_KEPT)
                        .maxBytes(1024 * MIB)
                        .build());
        KeyValueManagement buckets = nats.keyValueManagement();
        ensureBucket(buckets, bucket(DEVICES, limits).maxBucketSize(512 * MIB).build());
        ensureBucket(
                buckets,
                bucket(LEASES, limits)
                        .ttl(limits.leaseTtl())
                        .maxBucketSize(16 * MIB)
                        .build());
    }

    private static StreamConfiguration.Builder kept(String name, String subjects, Limits limits) {
        return StreamConfiguration.builder()
                .name(name)
                .subjects(subjects)
                .storageType(StorageType.File)
                .replicas(limits.replicas())
                .duplicateWindow(DUPLICATE_WINDOW)
                .allowDirect(true);
    }

    private static KeyValueConfiguration.Builder bucket(String name, Limits limits) {
        return KeyValueConfiguration.builder()
                .name(name)
                .storageType(StorageType.File)
                .replicas(limits.replicas());
    }

    private static void ensureStream(JetStreamManagement streams, StreamConfiguration wanted)
            throws IOException, JetStreamApiException {
        try {
            streams.updateStream(wanted);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NO_SUCH_STREAM) {
                throw e;
            }
            streams.addStream(wanted);
        }
    }

    private static void ensureBucket(KeyValueManagement buckets, KeyValueConfiguration wanted)
            throws IOException, JetStreamApiException {
        try {
            buckets.update(wanted);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NO_SUCH_STREAM) {
                throw e;
            }
            buckets.create(wanted);
        }
    }
}
