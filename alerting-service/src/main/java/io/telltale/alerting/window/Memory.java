package io.telltale.alerting.window;

import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * What a rule remembers of one series or device besides its alert: a fold of readings in the order of their times, and nothing
 * else. Whoever folds the same readings comes to the same; a reading that is not newer than all before it of its series changes
 * nothing, so readings may be folded again after {@link #read}.
 *
 * <p>For one thread. Bounded: see {@link Window}; a composite has as much for each part.
 */
public sealed interface Memory permits Recollection, Coincidence {

    /** An empty memory, for conditions that need one. */
    static Optional<Memory> of(Condition.OfReadings condition) {
        return switch (condition) {
            case Condition.Threshold t -> Optional.empty();
            case Condition.OfSeries s -> Optional.of(Recollection.of(s));
            case Composite c -> Optional.of(new Coincidence(c));
        };
    }

    /** What two conditions must agree in for one to take up the memory of the other. */
    static int shape(Condition.OfReadings condition) {
        return switch (condition) {
            case Condition.Threshold t -> 1;
            case Condition.Rate r -> 31 * 2 + r.window().hashCode();
            case Condition.Aggregate a -> 31 * 3 + a.window().hashCode();
            case Composite c -> {
                int shape = 31 * 4 + c.within().hashCode();
                for (Composite.Part part : c.parts()) {
                    shape = 31 * (31 * shape + part.metric().hashCode()) + shape(part.condition());
                }
                yield shape;
            }
        };
    }

    /** What the condition's limits are compared with now; {@link Double#NaN} while nothing can be said. */
    double result();

    /** Cells it keeps now. */
    int cells();

    /** Writes it down. */
    void write(DataOutput out) throws IOException;

    /** Takes up what {@link #write} wrote of a condition of the same shape. */
    void read(DataInput in) throws IOException;
}
