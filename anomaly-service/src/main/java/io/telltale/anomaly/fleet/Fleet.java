package io.telltale.anomaly.fleet;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.anomaly.detect.Policy;
import io.telltale.events.DeviceDirectory;
import io.telltale.events.ProfileDirectory;
import io.telltale.events.ProfileEntry;
import io.telltale.events.ProfileEntry.Detection;
import io.telltale.events.ProfileEntry.Metric;
import io.telltale.events.SeriesKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which profile each device has and what that says of its metrics, kept fresh by watching the registry's buckets: a change
 * is here within milliseconds, and what was set holds while the registry or NATS is away.
 *
 * <p>Thread-safe; lookups never block.
 */
public final class Fleet implements AutoCloseable {

    private static final long POLL_MILLIS = 10;
    private static final Metric UNKNOWN = new Metric(Optional.empty(), Detection.STANDARD);

    private final AtomicLong changes;
    private final DeviceDirectory devices;
    private final ProfileDirectory profiles;

    private Fleet(AtomicLong changes, DeviceDirectory devices, ProfileDirectory profiles) {
        this.changes = changes;
        this.devices = devices;
        this.profiles = profiles;
    }

    /** Begins to watch; returns at once, {@link #awaitLoaded} tells when all is there. The buckets must exist. */
    public static Fleet open(Connection nats) throws IOException, JetStreamApiException, InterruptedException {
        AtomicLong changes = new AtomicLong(1);
        ProfileDirectory profiles = ProfileDirectory.open(nats, profile -> changes.incrementAndGet());
        DeviceDirectory devices = DeviceDirectory.open(nats);
        devices.onChange(device -> changes.incrementAndGet());
        return new Fleet(changes, devices, profiles);
    }

    /** Waits for the first load; false when it took too long. */
    public boolean awaitLoaded(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!loaded()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** Every device. */
    public DeviceDirectory devices() {
        return devices;
    }

    /** Another number whenever something may have changed; 0 until everything was loaded, since nothing is known before. */
    public long version() {
        return loaded() ? changes.get() : 0;
    }

    /**
     * What the profile of the device says of the metric; empty when the device or its profile is not known: a bucket that was
     * lost with its server is empty until the registry fills it again, and nobody has said that anything else is to hold.
     */
    public Optional<Policy> policy(SeriesKey series) {
        return profile(series).map(profile -> policy(metric(profile, series)));
    }

    private static Policy policy(Metric metric) {
        Detection detection = metric.detection();
        Policy policy = new Policy(
                Policy.bits(detection.off()),
                detection.low() == null ? Double.NEGATIVE_INFINITY : detection.low(),
                detection.high() == null ? Double.POSITIVE_INFINITY : detection.high(),
                metric.unit().orElse(""));
        return policy.equals(Policy.STANDARD) ? Policy.STANDARD : policy;
    }

    /** Whether the profile of the device switches that detector off for the metric. */
    public boolean off(SeriesKey series, String detector) {
        return profile(series)
                .map(profile -> metric(profile, series).detection().off().contains(detector))
                .orElse(false);
    }

    @Override
    public void close() {
        devices.close();
        profiles.close();
    }

    private boolean loaded() {
        return devices.loaded() && profiles.loaded();
    }

    private Optional<ProfileEntry> profile(SeriesKey series) {
        return devices.find(series.tenant(), series.device())
                .map(device -> device.profile().orElse(ProfileEntry.DEFAULT))
                .flatMap(profile -> profiles.find(series.tenant(), profile));
    }

    private static Metric metric(ProfileEntry profile, SeriesKey series) {
        return profile.metrics().getOrDefault(series.metric(), UNKNOWN);
    }
}
