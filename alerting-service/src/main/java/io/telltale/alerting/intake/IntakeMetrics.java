package io.telltale.alerting.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.alerting.alert.Transition;
import java.util.List;

/** What the intake counts. Every series exists from the start. */
public final class IntakeMetrics {

    private static final String CHANGED = "alerting.alerts.changed";

    final Counter readings;
    final Counter findings;
    final Counter parked;
    private final Counter forgotten;
    private final Counter pended;
    private final Counter fired;
    private final Counter escalated;
    private final Counter eased;
    private final Counter prolonged;
    private final Counter resolved;
    private final Counter withdrawn;

    public IntakeMetrics(MeterRegistry registry) {
        readings = registry.counter("alerting.readings.judged");
        findings = registry.counter("alerting.findings.judged");
        parked = registry.counter("alerting.findings.parked");
        forgotten = registry.counter("alerting.memories.forgotten");
        pended = registry.counter(CHANGED, "transition", "pended");
        fired = registry.counter(CHANGED, "transition", "fired");
        escalated = registry.counter(CHANGED, "transition", "escalated");
        eased = registry.counter(CHANGED, "transition", "eased");
        prolonged = registry.counter(CHANGED, "transition", "prolonged");
        resolved = registry.counter(CHANGED, "transition", "resolved");
        withdrawn = registry.counter(CHANGED, "transition", "withdrawn");
    }

    /** Counts series of which rules forgot what they remembered, for want of room. */
    void forgotten(long series) {
        forgotten.increment(series);
    }

    /** Counts what was committed. */
    public void committed(List<Transition> transitions) {
        for (Transition transition : transitions) {
            switch (transition) {
                case Transition.None n -> {}
                case Transition.Pended p -> pended.increment();
                case Transition.Fired f -> fired.increment();
                case Transition.Escalated e -> escalated.increment();
                case Transition.Eased e -> eased.increment();
                case Transition.Prolonged p -> prolonged.increment();
                case Transition.Resolved r -> resolved.increment();
                case Transition.Withdrawn w -> withdrawn.increment();
            }
        }
    }
}
