package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.window.Coincidence;
import io.telltale.alerting.window.Memory;
import io.telltale.alerting.window.Recollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One rule on one series, with what it remembers. For the shard's thread only. */
final class RuleWatch {

    private final Rule rule;
    private final Condition.OfReadings condition;
    private final @Nullable Memory memory;

    RuleWatch(Rule rule) {
        this.rule = rule;
        this.condition = (Condition.OfReadings) rule.condition();
        this.memory = Memory.of(condition).orElse(null);
    }

    /**
     * What watches by a rule from now on: what watched by this very form of it goes on, another form takes up what can be of use to
     * it.
     *
     * @param before what watches now
     * @param written what was saved of the rule
     */
    static RuleWatch of(Rule rule, List<RuleWatch> before, Optional<MemoryBytes.Written> written) {
        RuleWatch fresh = new RuleWatch(rule);
        for (RuleWatch watch : before) {
            if (watch.rule.id().equals(rule.id())) {
                if (watch.rule.revision() == rule.revision()) {
                    return watch;
                }
                fresh.takeUp(watch.written());
                return fresh;
            }
        }
        written.ifPresent(fresh::takeUp);
        return fresh;
    }

    Rule rule() {
        return rule;
    }

    @Nullable
    Memory memory() {
        return memory;
    }

    int shape() {
        return Memory.shape(condition);
    }

    int cells() {
        return memory == null ? 0 : 1 + memory.cells();
    }

    /** Takes up what another form of the rule remembers, or what was saved; of another shape it is of no use. */
    private void takeUp(MemoryBytes.Written written) {
        if (memory != null && written.shape() == shape()) {
            MemoryBytes.take(memory, written.bytes());
        }
    }

    /** What it remembers, for another form of the rule. */
    MemoryBytes.Written written() {
        try {
            return new MemoryBytes.Written(shape(), memory == null ? new byte[0] : MemoryBytes.of(memory));
        } catch (IOException e) {
            throw new UncheckedIOException("memory has room", e);
        }
    }

    /** Takes a reading in; whether it remembers anything new. */
    boolean fold(String metric, long micros, double value) {
        return switch (memory) {
            case null -> false;
            case Recollection r -> r.fold(micros, value);
            case Coincidence c -> c.fold(metric, micros, value);
        };
    }

    /** What is compared with the limits, {@link Double#NaN} while nothing can be said. */
    double result(double value) {
        return memory == null ? value : memory.result();
    }

    /** The time of what is judged: that of the reading, of a composite that of its newest part. */
    long time(long micros) {
        return memory instanceof Coincidence c ? c.now() : micros;
    }

    /** Whether nothing can come of {@code result} while there is no open alert. */
    boolean good(double result) {
        return condition.limits().reached(result) == 0;
    }

    Transition judge(@Nullable Alert open, Observation reading, double result, Wording wording) {
        // A composite has no number of its own to tell: its alerts carry the reading that decided.
        double told = condition instanceof Composite ? reading.value() : result;
        return Lifecycle.onReading(rule, condition, open, reading, result, told, wording);
    }
}
