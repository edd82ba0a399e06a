package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.LimitWatch;
import io.telltale.anomaly.detect.Policy;
import io.telltale.anomaly.detect.SeriesDetector;
import io.telltale.anomaly.fleet.Fleet;
import io.telltale.anomaly.report.LiveSwitch;
import io.telltale.anomaly.store.DetectorStateRow;
import io.telltale.anomaly.store.PolicyRow;
import io.telltale.anomaly.store.SeriesRow;
import io.telltale.events.SeriesKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A series as its shard's owner holds it in memory: what it has seen, and what its profile says of it. For the shard's
 * thread.
 *
 * <p>What the profile says counts only once it is saved with the state it counts from (see {@link #follow}), so that a
 * reading that is judged again after a restart is judged the same.
 */
final class Series {

    private final int id;
    private final SeriesKey key;
    private final SeriesDetector detector;
    private final LiveSwitch live;
    private Policy policy;
    /** Only for a series that was ever beyond its limits. */
    private @Nullable LimitWatch limits;

    /** Up to which sequence of the stream the saved state goes that this began with. */
    private final long standsAt;

    private long seenVersion;
    private boolean dirty;
    private boolean policyDirty;

    private Series(int id, SeriesKey key, SeriesDetector detector, Policy policy, long standsAt) {
        this.standsAt = standsAt;
        this.id = id;
        this.key = key;
        this.detector = detector;
        this.policy = policy;
        this.live = new LiveSwitch(key);
    }

    /** One that has seen nothing yet. */
    static Series create(int id, SeriesKey key, Policy policy) {
        return new Series(id, key, new SeriesDetector(), policy, 0);
    }

    /** As it was saved. */
    static Series load(SeriesRow row) {
        SeriesDetector detector = row.state().map(SeriesDetector::of).orElseGet(SeriesDetector::new);
        Series series = new Series(
                row.seriesId(),
                row.key(),
                detector,
                row.policy().map(Series::policy).orElse(Policy.STANDARD),
                row.standsAt());
        row.policy().filter(policy -> policy.lastBeyond() != Long.MIN_VALUE).ifPresent(policy -> {
            series.limits = new LimitWatch(policy.lastBeyond(), policy.beyond());
        });
        return series;
    }

    int id() {
        return id;
    }

    SeriesKey key() {
        return key;
    }

    /** Whether the saved state that this began with holds what came at that sequence. */
    boolean holds(long sequence) {
        return sequence <= standsAt;
    }

    LiveSwitch live() {
        return live;
    }

    /** What its profile says. */
    Policy policy() {
        return policy;
    }

    /**
     * Takes over what the profile says now, if there is one; true when that is something else than before: then {@link
     * #state} is to be saved before anything is judged.
     */
    boolean follow(Fleet fleet, long version) {
        if (version == seenVersion) {
            return false;
        }
        seenVersion = version;
        return fleet.policy(key).map(this::follow).orElse(false);
    }

    /** The same for what is known to be said. */
    boolean follow(Policy now) {
        boolean changed = !now.equals(policy);
        policy = now;
        dirty |= changed;
        policyDirty |= changed;
        return changed;
    }

    /** Judges a reading by what came before and by its profile; false when it came too late for that. */
    boolean judge(long micros, double value, Assessment out) {
        boolean beyond = policy.beyond(value);
        if (detector.late(micros, value) || (limits != null && limits.late(micros, beyond))) {
            out.unscored(micros);
            return false;
        }
        dirty = true;
        if (beyond) {
            beyond(micros, value, out);
        } else {
            within();
            detector.observe(micros, value, policy.off(), out);
        }
        return true;
    }

    private void beyond(long micros, double value, Assessment out) {
        if (limits == null) {
            limits = new LimitWatch();
        }
        limits.observe(micros, value, policy, detector, out);
        policyDirty = true;
    }

    private void within() {
        if (limits != null && limits.beyond()) {
            limits.within();
            policyDirty = true;
        }
    }

    /** Whether anything is to be saved. */
    boolean dirty() {
        return dirty;
    }

    /** Everything is saved now. */
    void markClean() {
        dirty = false;
        policyDirty = false;
    }

    /** What is to be saved. */
    DetectorStateRow state() {
        return new DetectorStateRow(
                id, detector.toBytes(), policyDirty ? Optional.of(row(policy, limits)) : Optional.empty());
    }

    /** A policy as it is saved with a series that has seen nothing yet. */
    static PolicyRow row(Policy policy) {
        return row(policy, null);
    }

    private static PolicyRow row(Policy policy, @Nullable LimitWatch limits) {
        return new PolicyRow(
                policy.offLabels(),
                policy.low(),
                policy.high(),
                policy.unit(),
                limits == null ? Long.MIN_VALUE : limits.lastBeyond(),
                limits != null && limits.beyond());
    }

    private static Policy policy(PolicyRow row) {
        return new Policy(Policy.bits(row.off()), row.low(), row.high(), row.unit());
    }
}
