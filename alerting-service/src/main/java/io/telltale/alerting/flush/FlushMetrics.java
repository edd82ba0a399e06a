package io.telltale.alerting.flush;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.alerting.group.FlushReason;
import io.telltale.alerting.store.GroupStore;
import java.util.EnumMap;
import java.util.Map;

/** What came of looking at groups; the README explains each name. */
final class FlushMetrics {

    private final Map<FlushReason, Counter> flushed = new EnumMap<>(FlushReason.class);
    private final Counter notifications;
    private final Counter unheard;

    FlushMetrics(MeterRegistry registry) {
        for (FlushReason reason : FlushReason.values()) {
            flushed.put(
                    reason,
                    Counter.builder("alerting.groups.flushed")
                            .tag("reason", reason.wire())
                            .register(registry));
        }
        notifications = registry.counter("alerting.notifications.told");
        unheard = registry.counter("alerting.notifications.unheard");
    }

    void count(GroupStore.Round round) {
        round.reasons().forEach(reason -> {
            Counter counter = flushed.get(reason);
            if (counter != null) {
                counter.increment();
            }
        });
        notifications.increment(round.notifications());
        unheard.increment(round.unheard());
    }
}
