package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
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
    /** What could not be processed, with its original bytes. Full means refuse, never drop. */
    public static final String DEADLETTER = "DEADLETTER";
    /** That a consumer gave up on a message of {@link #TELEMETRY} or {@link #EVENTS}, as JetStream says it. */
    public static final String ADVISORIES = "ADVISORIES";
    /** Bucket: {@link DeviceEntry} by {@code {tenant}.{device}}. */
    public static final String DEVICES = "devices";
    /** Bucket: {@link ProfileEntry} by {@code {tenant}.{profile}}. */
    public static final String PROFILES = "profiles";
    /** Bucket: which replicas live, and who owns which lane. */
    public static final String LEASES = "leases";

    private static final Duration EVENTS_KEPT = Duration.ofDays(7);
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);
    private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(5);
    private static final long MIB = 1024L * 1024;

    private Streams() {}

    /**
     * How much the streams may hold and how often they are replicated.
     *
     * @param replicas copies of each stream and bucket, each on a server of its own: 1, 3 or 5
     * @param telemetryBytes most bytes of {@link #TELEMETRY}; when full, publishing is refused
     */
    public record Limits(int replicas, long telemetryBytes) {

        public Limits {
            if (replicas != 1 && replicas != 3 && replicas != 5) {
                throw new IllegalArgumentException(
                        "telltale.nats.replicas is " + replicas
                                + ": streams have 1, 3 or 5 copies, an even number survives no more failures than the odd one below");
            }
        }

        /** One copy, 4 GiB of readings. */
        public static Limits standard() {
            return replicated(1);
        }

        /** So many copies, 4 GiB of readings. */
        public static Limits replicated(int replicas) {
            return new Limits(replicas, 4096 * MIB);
        }
    }

    /** {@link #ensure(Connection, Limits)} with the standard limits. */
    public static void ensure(Connection nats) throws IOException, JetStreamApiException {
        ensure(nats, Limits.standard());
    }

    /**
     * Creates or updates every stream and bucket; any number of processes may do so at once. Blocks for a few round trips, and
     * for up to half a minute while the cluster elects a leader or its servers are still coming up. A stream that has more
     * copies than wanted keeps them: a service that was started without the setting takes nobody's safety away.
     *
     * @throws IOException when NATS can't be reached, or has no leader for too long
     * @throws JetStreamApiException when JetStream refuses, for instance for want of disk space
     */
    public static void ensure(Connection nats, Limits limits) throws IOException, JetStreamApiException {
        StreamKeeper keeper = new StreamKeeper(nats.jetStreamManagement());
        keeper.ensure(kept(TELEMETRY, Subjects.ALL_TELEMETRY, limits)
                .discardPolicy(DiscardPolicy.New)
                .maxBytes(limits.telemetryBytes())
                .build());
        keeper.ensure(kept(EVENTS, Subjects.ALL_ANOMALIES, limits)
                .addSubjects(Subjects.ALL_ALERTS, Subjects.ALL_PRESENCE, Subjects.ALL_DEVICES)
                .maxAge(EVENTS_KEPT)
                .maxBytes(1024 * MIB)
                .build());
        keeper.ensure(kept(DEADLETTER, Subjects.ALL_DEAD_LETTERS, limits)
                .discardPolicy(DiscardPolicy.New)
                .maxAge(DEAD_LETTERS_KEPT)
                .maxBytes(1024 * MIB)
                .build());
        keeper.ensure(kept(ADVISORIES, Subjects.MAX_DELIVERIES + TELEMETRY + ".*", limits)
                .addSubjects(
                        Subjects.MAX_DELIVERIES + EVENTS + ".*",
                        Subjects.MSG_TERMINATED + TELEMETRY + ".*",
                        Subjects.MSG_TERMINATED + EVENTS + ".*")
                .maxAge(DEAD_LETTERS_KEPT)
                .maxBytes(64 * MIB)
                .build());
        keeper.ensure(bucket(DEVICES, limits, 512 * MIB));
        keeper.ensure(bucket(PROFILES, limits, 64 * MIB));
        keeper.ensure(bucket(LEASES, limits, 16 * MIB));
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

    /** A bucket is a stream: the client library knows which one. */
    private static StreamConfiguration bucket(String name, Limits limits, long bytes) {
        return KeyValueConfiguration.builder()
                .name(name)
                .storageType(StorageType.File)
                .replicas(limits.replicas())
                .maxBucketSize(bytes)
                .build()
                .getBackingConfig();
    }
}
