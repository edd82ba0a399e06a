package io.telltale.alerting.flush;

import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.alerting.store.GroupStore;
import io.telltale.alerting.store.Rounds;
import java.time.Duration;

/**
 * The front page of grouping: looks at every group that is due, at once when something was committed.
 *
 * <ol>
 *   <li><b>route</b> – the lane that commits a transition has put the alert into its groups, in the same transaction
 *   <li><b>wait</b> – a group is due when its {@code group_wait} or {@code group_interval} is over, and whenever something
 *       about it may change by itself: a repetition, the end of a silence, a step of an escalation
 *   <li><b>look</b> – {@link io.telltale.alerting.group.Flush} decides: what is muted, acknowledged, known already?
 *   <li><b>tell</b> – the notification, its deliveries and what the receiver knows now are committed together
 * </ol>
 *
 * <p>Everything is in the database: killed at any point, any replica goes on, and nothing is told twice or forgotten. Replicas
 * pass over each other's groups. A lost database is waited for. One virtual thread.
 */
public final class GroupFlusher implements AutoCloseable {

    private static final int AT_ONCE = 200;

    private final GroupStore groups;
    private final Runnable told;
    private final FlushMetrics metrics;
    private final Rounds rounds;

    /**
     * A flusher.
     *
     * @param poll how often to look without being woken
     * @param told called after notifications were committed; returns at once
     */
    public GroupFlusher(GroupStore groups, Duration poll, MeterRegistry registry, Runnable told) {
        this.groups = groups;
        this.told = told;
        this.metrics = new FlushMetrics(registry);
        this.rounds = new Rounds("groups", poll, this::flush);
    }

    /** Begins to look. */
    public void start() {
        rounds.start();
    }

    /** Something was committed that may have to be told. Any thread; returns at once. */
    public void wake() {
        rounds.wake();
    }

    /** Whether there may be more that is due now. */
    private boolean flush() {
        GroupStore.Round round = groups.flush(AT_ONCE);
        metrics.count(round);
        if (round.notifications() > 0) {
            told.run();
        }
        groups.lookAtMuted(round.unmuting());
        return round.reasons().size() == AT_ONCE || !round.unmuting().isEmpty();
    }

    /** Looks at nothing more; what is due waits for the next start or another replica. */
    @Override
    public void close() throws InterruptedException {
        rounds.close();
    }
}
